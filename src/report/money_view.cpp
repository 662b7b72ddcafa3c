#include "report/money_view.hpp"

#include <fmt/format.h>

namespace pingli::report {

namespace {

void append_field(Html& html, std::string_view id, const Bilingual& words, std::uint64_t value) {
    html.raw("<label><span>").both(words).raw(R"(</span><input type="number" min="0" step="any")");
    html.attribute("id", id).attribute("value", std::to_string(value)).raw("></label>");
}

void append_result(Html& html, std::string_view id, const Bilingual& words, std::uint64_t value) {
    html.raw("<div><dt>").both(words).raw("</dt><dd>¥ <output").attribute("id", id).raw(">");
    html.number(value).raw("</output></dd></div>");
}

}  // namespace

void append_money_view(Html& html, std::uint64_t customers) {
    const std::uint64_t keep = customers * kKeepCostYuan;
    html.raw(R"(<figure class="panel money" id="money"><figcaption>)");
    html.both("留住与失去：按钱算", "Kept and lost, in money").raw("</figcaption><p>");
    html.both("真实的差评背后是还能留住的顾客。三个数都可以改：",
              "Behind each honest bad review stands a customer who can still be kept. All three "
              "figures can be changed:");
    html.raw(R"(</p><div class="fields">)");
    append_field(html, "money-n", {.zh = "顾客数（真实评价）", .en = "customers (genuine reviews)"},
                 customers);
    append_field(html, "money-k",
                 {.zh = "留住一位的花费（元）", .en = "cost of keeping one (yuan)"}, kKeepCostYuan);
    append_field(html, "money-t", {.zh = "拉新是留客的几倍", .en = "a new one costs times"},
                 kNewCustomerTimes);
    html.raw("</div><dl>");
    append_result(html, "money-keep", {.zh = "全部留住", .en = "keep them all"}, keep);
    append_result(html, "money-win", {.zh = "失去后再拉新", .en = "lose and replace them"},
                  keep * kNewCustomerTimes);
    append_result(html, "money-gain", {.zh = "留住的差额", .en = "kept is ahead by"},
                  keep * (kNewCustomerTimes - 1));
    html.raw(R"(</dl><p class="source">)");
    html.both(
        "六倍是行业通行说法，20 元只是起始值；两者都是参数，不是本店的事实。",
        "Six times is a rule of thumb of the trade, 20 yuan a value to start from: parameters "
        "both, not facts about this shop.");
    html.raw("</p></figure>\n");
}

}  // namespace pingli::report
