// What one buyer can make a shop's files cost: many conversations of one order, a long
// conversation, a long text, from file to finding, by the program that ships and on one core. Each
// against half of it: twice as much is about twice the work; a ratio of 4 is a square. One JSON
// object a line.

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>

#include "base/assert.hpp"
#include "bench/support.hpp"
#include "bench/triage_run.hpp"

namespace pingli {
namespace {

namespace fs = std::filesystem;

constexpr int kRounds = 3;  // the best counts: the machine is shared
constexpr std::string_view kOrders =
    "订单编号,买家会员名,买家实际支付金额,订单状态,订单创建时间,确认收货时间\n"
    "8205010000000100017,买家甲,189.00,交易成功,2026-04-22 10:00:00,2026-04-27 10:00:00\n";
constexpr std::string_view kReviews =
    "订单编号,评价结果,评价内容,评价时间\n"
    "8205010000000100017,差评,不给钱就差评,2026-05-01 10:00:00\n";
constexpr std::string_view kShop =
    "id = \"t\"\nname = \"t\"\nplatform = \"taobao\"\nzone = \"Asia/Shanghai\"\n";

std::string conversation(std::size_t number, std::size_t turns, std::string_view text) {
    std::string line = R"({"id":"c)" + std::to_string(number) +
                       R"(","order":"8205010000000100017","buyer":"买家甲","turns":[)";
    for (std::size_t i = 0; i < turns; ++i)
        line += std::string{i == 0 ? "" : ","} + R"({"who":")" + (i % 2 == 0 ? "buyer" : "seller") +
                R"(","at":"2026-04-28T10:00:00+08:00","text":")" + std::string{text} + R"("})";
    return line + "]}\n";
}

void write(const fs::path& path, std::string_view bytes) {
    fs::create_directories(path.parent_path());
    std::ofstream{path, std::ios::binary} << bytes;
}

bench::Run measure(const std::string& chats) {
    const fs::path program = bench::program_beside();
    const fs::path shop = program.parent_path() / "bench-growth";
    write(shop / "shop.toml", kShop);
    write(shop / "orders.csv", kOrders);
    write(shop / "reviews.csv", kReviews);
    write(shop / "chats" / "c.jsonl", chats);
    bench::Run best = bench::run_triage(program, shop, shop / "findings.ndjson");
    for (int round = 1; round < kRounds; ++round) {
        const bench::Run run = bench::run_triage(program, shop, shop / "findings.ndjson");
        best = {.seconds = std::min(best.seconds, run.seconds),
                .peak_mb = std::max(best.peak_mb, run.peak_mb)};
    }
    fs::remove_all(shop);
    return best;
}

// `make`: the chats of a size. Starting and loading the rules is taken away from both.
template <class Make>
void measure_growth(const std::string& name, std::size_t size, const bench::Run& empty, Make make) {
    const bench::Run half = measure(make(size / 2));
    const bench::Run whole = measure(make(size));
    const double start = empty.seconds;
    bench::print("growth, " + name, (whole.seconds - start) * 1e3, "ms", "half of it",
                 (whole.seconds - start) / std::max(half.seconds - start, 1e-3));
    bench::print("growth, " + name + ", memory", whole.peak_mb - empty.peak_mb, "MB", "half of it",
                 (whole.peak_mb - empty.peak_mb) / std::max(half.peak_mb - empty.peak_mb, 1.0));
}

void run() {
    constexpr std::size_t kConversations = 20'000;
    constexpr std::size_t kTurns = 4'000;
    constexpr std::size_t kPieces =
        (std::size_t{1} << 20U) / std::string_view{"退1款3不8然0差0评1 "}.size();
    bench::stay_on_one_core();
    const bench::Run empty = measure(conversation(0, 2, "亲，在吗"));
    bench::print("growth, two short messages", empty.seconds * 1e3, "ms", "", 1);
    measure_growth("20,000 conversations of one order", kConversations, empty, [](std::size_t n) {
        std::string chats;
        for (std::size_t i = 0; i < n; ++i) chats += conversation(i, 4, "给我转20块，不然差评");
        return chats;
    });
    measure_growth("4,000 messages of one conversation", kTurns, empty,
                   [](std::size_t n) { return conversation(0, n, "给我转20块，不然差评"); });
    measure_growth("1 MiB in one message", kPieces, empty, [](std::size_t n) {
        std::string text;
        for (std::size_t i = 0; i < n; ++i) text += "退1款3不8然0差0评1 ";
        return conversation(0, 1, text);
    });
}

}  // namespace
}  // namespace pingli

int main() {
    pingli::run();
    return 0;
}
