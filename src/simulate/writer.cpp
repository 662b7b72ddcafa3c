#include "simulate/writer.hpp"

#include <fstream>
#include <utility>

#include "base/assert.hpp"
#include "codec/json_writer.hpp"
#include "simulate/row.hpp"

namespace pingli::simulate {

namespace {

constexpr std::string_view kShopNumber = "16600000001";
constexpr std::size_t kWaitingMax = 4096;
constexpr std::uint32_t kRatesPerPage = 150;  // what the platform gives in one answer at most

// Name and header of each file; the first two are the platform's own and take its encoding.
using FileForm = std::pair<std::string_view, std::string_view>;
constexpr std::array<FileForm, 10> kFiles{{
    {"orders.csv",
     "订单编号,买家会员名,买家实际支付金额,订单状态,收货人姓名,收货地址 ,联系手机,订单创建时间,"
     "订单付款时间,宝贝标题 ,物流单号 ,物流公司,店铺名称,发货时间,确认收货时间,买家信用等级,"
     "买家是否已评价,卖家是否已评价\n"},
    {"reviews.csv",
     "订单编号,子订单编号,评价结果,评价内容,评价时间,追评内容,追评时间,买家会员名,宝贝标题\n"},
    {"reviews.json", ""},
    {"chats/all.jsonl", ""},
    {"calls.csv", "caller,callee,start,seconds\n"},
    {"recordings.csv", "order,at,file,how_obtained,transcript\n"},
    {"claims.csv", "id,order,opened,closed,won_by,amount,text\n"},
    {"notes.csv", "at,order,buyer,kind,text,by\n"},
    {"insurance.csv", "order,status,reason,premium,payout\n"},
    {"truth.ndjson", ""},
}};

std::string prefixed(std::string_view prefix, std::string_view id) {
    std::string out{prefix};
    return out += id;
}

std::string_view word_of(facts::Rating rating) {
    switch (rating) {
        case facts::Rating::Good:
            return "好评";
        case facts::Rating::Neutral:
            return "中评";
        case facts::Rating::Bad:
            return "差评";
    }
    PINGLI_ASSERT(false);
}

void append_review(const Scene& scene, std::string& out) {
    Row row{out};
    row.plain(scene.order).plain(scene.order).plain(word_of(*scene.rating)).quoted(scene.text);
    row.at(scene.reviewed_at);
    if (scene.followup.empty())
        row.plain("").plain("");
    else
        row.quoted(scene.followup).at(scene.followup_at);
    row.plain(scene.buyer).plain(scene.item).end();
}

// One TradeRate; tid and oid are numbers there, of 19 digits.
void append_rate(const Scene& scene, std::string& out) {
    out += R"({"tid":)";
    out += scene.order;
    out += R"(,"oid":)";
    out += scene.order;
    out += R"(,"role":"buyer","nick":")";
    out += scene.buyer;
    out += R"(","result":")";
    out += facts::to_name(*scene.rating);
    out += R"(","created":")";
    append_stamp(out, scene.reviewed_at);
    out += R"(","rated_nick":"样板小店","item_title":")";
    out += scene.item;
    out += R"(","item_price":")";
    append_yuan(out, scene.price_fen);
    out += R"(","content":")";
    out += scene.text;  // No character that JSON escapes: Phrases sees to it.
    out += R"(","valid_score":true})";
}

Result<void> write_shop(const std::filesystem::path& path) {
    std::ofstream file{path, std::ios::binary | std::ios::trunc};
    file << "# Simulated. Read it as of 2026-06-05T12:00:00+08:00.\n"
            "id = \"simulated\"\nname = \"样板小店\"\nplatform = \"taobao\"\n"
            "zone = \"Asia/Shanghai\"\nnumbers = [\""
         << kShopNumber
         << "\"]\n\n[policy]\nreturn_days = 7\nrepair_days = 30\nafter_sales_days = 90\n";
    file.close();
    if (!file) return fail(ErrorCode::Unavailable, path.string() + ": writing failed");
    return {};
}

}  // namespace

ShopWriter::ShopWriter(std::vector<OutputFile> files, ReviewForm form, std::uint64_t seed)
    : files_(std::move(files)), form_(form), shuffle_(seed) {
    waiting_.reserve(kWaitingMax);
}

Result<ShopWriter> ShopWriter::create(const std::filesystem::path& folder, TextEncoding encoding,
                                      ReviewForm form, std::uint64_t seed) {
    static_assert(kFiles.size() == FileCount);
    std::error_code failed;
    std::filesystem::create_directories(folder / "chats", failed);
    if (failed)
        return fail(ErrorCode::Unavailable,
                    folder.string() + ": cannot be made: " + failed.message());
    std::vector<OutputFile> files;
    for (const auto& [name, header] : kFiles) {
        const bool is_platforms = files.size() <= Reviews;
        auto file =
            TRY(OutputFile::create(folder / name, is_platforms ? encoding : TextEncoding::Utf8));
        file.buffer() += header;
        files.push_back(std::move(file));
    }
    if (form == ReviewForm::Csv) std::filesystem::remove(folder / "reviews.json", failed);
    TRY(write_shop(folder / "shop.toml"));
    return ShopWriter{std::move(files), form, seed};
}

void ShopWriter::put(const Scene& scene) {
    put_order(scene);
    if (scene.rating) put_review(scene);
    if (!scene.chat.empty()) put_chat(scene);
    put_rest(scene);
    if (scene.trouble != Trouble::None) {
        put_insurance(scene);
        put_truth(scene);
    }
    for (OutputFile& file : files_) file.row_done();
}

void ShopWriter::put_order(const Scene& scene) {
    Row row{buffer(Orders)};
    const bool received = scene.received_at.has_value();
    row.plain(prefixed("'", scene.order)).plain(scene.buyer).yuan(scene.price_fen);
    row.plain(received ? "交易成功" : "卖家已发货").plain("样**");
    row.plain("浙江省 杭州市 某某区 样品路").plain(prefixed("'", scene.phone)).at(scene.created_at);
    row.at(scene.created_at + std::chrono::minutes{2}).plain(scene.item).plain(scene.waybill);
    row.plain(scene.courier).plain("样板小店").at(scene.shipped_at);
    if (received)
        row.at(*scene.received_at);
    else
        row.plain("");
    row.plain(std::to_string(scene.buyer_level)).plain(scene.rating ? "是" : "否");
    row.plain(scene.rating && scene.rated_by_seller ? "是" : "否").end();
}

void ShopWriter::put_review(const Scene& scene) {
    std::string row;
    if (form_ == ReviewForm::Json && scene.followup.empty())
        append_rate(scene, row);
    else
        append_review(scene, row);
    if (waiting_.size() < kWaitingMax) {
        waiting_.push_back(std::move(row));
        return;
    }
    std::string& place = waiting_[shuffle_.below(kWaitingMax)];
    emit_rate(place);
    place = std::move(row);
}

void ShopWriter::emit_rate(const std::string& row) {
    if (!row.starts_with('{')) {
        buffer(Reviews) += row;
        return;
    }
    std::string& out = buffer(RatesJson);
    out += rates_on_page_ == 0
               ? R"({"traderates_get_response":{"has_next":true,"trade_rates":{"trade_rate":[)"
               : ",";
    out += row;
    if (++rates_on_page_ == kRatesPerPage) end_page();
}

void ShopWriter::end_page() {
    if (rates_on_page_ > 0) buffer(RatesJson) += "]}}}\n";
    rates_on_page_ = 0;
}

void ShopWriter::put_chat(const Scene& scene) {
    std::string& out = buffer(Chats);
    codec::JsonWriter json{out};
    std::string at;
    json.begin_object();
    json.key("id");
    json.text(prefixed("chat-", scene.order));
    json.key("order");
    json.text(scene.order);
    json.key("buyer");
    json.text(scene.buyer);
    json.key("reference");
    json.text(scene.reference);
    if (scene.gap_after) {
        json.key("gap_after");
        json.begin_array();
        json.whole(static_cast<std::int64_t>(*scene.gap_after));
        json.end_array();
    }
    json.key("turns");
    json.begin_array();
    for (const Turn& turn : scene.chat) {
        at.clear();
        append_iso(at, turn.at);
        json.begin_object();
        json.key("who");
        json.text(turn.who == Speaker::Buyer ? "buyer" : "seller");
        json.key("at");
        json.text(at);
        json.key("text");
        json.text(turn.text);
        json.end_object();
    }
    json.end_array();
    json.end_object();
    out += '\n';
}

void ShopWriter::put_insurance(const Scene& scene) {
    Row{buffer(Insurance)}
        .plain(scene.order)
        .plain(scene.insured ? "insured" : "none")
        .plain("")
        .plain(scene.insured ? "0.60" : "")
        .plain(scene.insured ? "10.00" : "")
        .end();
}

void ShopWriter::put_rest(const Scene& scene) {
    if (!scene.transcript.empty()) {
        Row{buffer(Calls)}
            .plain(scene.phone)
            .plain(kShopNumber)
            .at(scene.call_at)
            .plain("95")
            .end();
        Row{buffer(Recordings)}
            .plain(scene.order)
            .at(scene.call_at)
            .plain(prefixed("recordings/", scene.order) + ".amr")
            .quoted("来电自动录音，接通时有语音提示")
            .quoted(scene.transcript)
            .end();
    }
    if (scene.claim_lost)
        Row{buffer(Claims)}
            .plain(prefixed("TK", scene.order))
            .plain(scene.order)
            .at(scene.claim_closed_at - std::chrono::hours{40})
            .at(scene.claim_closed_at)
            .plain("seller")
            .yuan(scene.price_fen)
            .quoted("买家要求仅退款，未提供照片，平台支持卖家")
            .end();
    if (!scene.note_kind.empty())
        Row{buffer(Notes)}
            .at(scene.reviewed_at + std::chrono::hours{20})
            .plain(scene.order)
            .plain(scene.buyer)
            .plain(scene.note_kind)
            .quoted(scene.note)
            .plain("店长")
            .end();
}

void ShopWriter::put_truth(const Scene& scene) {
    const auto name_or_null = [](codec::JsonWriter& json, std::string_view key,
                                 std::string_view name) {
        json.key(key);
        json.text_or_null(name);
    };
    std::string& out = buffer(Truth);
    codec::JsonWriter json{out};
    json.begin_object();
    json.key("subject");
    json.begin_object();
    json.key("kind");
    json.text(scene.rating ? "review" : "thread");
    json.key("id");
    json.text(scene.rating ? scene.order : prefixed("chat-", scene.order));
    json.end_object();
    json.key("order");
    json.text(scene.order);
    json.key("trouble");
    json.text(to_name(scene.trouble));
    json.key("expected");
    if (!scene.expected.finding) {
        json.null();
    } else {
        json.begin_object();
        json.key("verdict");
        json.text(scene.expected.verdict);
        json.key("reportable");
        json.boolean(scene.expected.reportable);
        name_or_null(json, "ground", scene.expected.ground);
        name_or_null(json, "refusal", scene.expected.refusal);
        json.end_object();
    }
    json.end_object();
    out += '\n';
}

Result<void> ShopWriter::close() {
    for (const std::string& row : waiting_) emit_rate(row);
    waiting_.clear();
    end_page();
    for (std::size_t file = 0; file < files_.size(); ++file) {
        if (file == RatesJson && form_ == ReviewForm::Csv) continue;
        TRY(files_[file].close());
    }
    return {};
}

}  // namespace pingli::simulate
