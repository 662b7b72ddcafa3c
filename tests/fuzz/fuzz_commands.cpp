// Any bytes as a command: its name, a new line, its body. It is given to a case of some kind (first
// byte): refused with a reason, or carried out with events that come back from the store as they
// were.

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <fstream>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

#include "base/assert.hpp"
#include "cases/decide.hpp"
#include "cases/evolve.hpp"
#include "codec/calendar_json.hpp"
#include "codec/case_codec.hpp"
#include "codec/case_commands_json.hpp"
#include "codec/rulebook_files.hpp"
#include "sealer.hpp"
#include "views/queue.hpp"
#include "zones/zones.hpp"

namespace {

using namespace pingli;

constexpr Instant kNow{std::chrono::seconds{1'778'551'200}};  // 2026-05-12
const cases::Actor kOwner{.user = UserId{"u-1"}, .role = cases::Role::Owner};

const rulebook::Library& library() {
    static const rulebook::Library library = [] {
        const std::string root = PINGLI_SOURCE_DIR;
        Problems problems;
        const rulebook::Resources resources{
            .load_zone = [](std::string_view name) { return zones::load_zone(name); },
            .load_calendar =
                [&](std::string_view id) -> Result<std::shared_ptr<const calendar::Calendar>> {
                const std::string path = root + "/calendars/" + std::string{id} + ".json";
                std::ifstream file{path, std::ios::binary};
                std::stringstream text;
                text << file.rdbuf();
                auto calendar = codec::parse_calendar(text.str(), path);
                if (!calendar) return fail(ErrorCode::Invalid, path);
                return std::make_shared<const calendar::Calendar>(std::move(*calendar));
            }};
        const auto books = codec::load_rulebooks(root + "/rulebooks", resources, problems);
        if (!problems.empty()) std::abort();
        return rulebook::Library{books};
    }();
    return library;
}

cases::Rules rules() {
    return {.library = &library(), .totals = {}};
}

codec::CommandContext context() {
    return {.case_id = CaseId{"c-1"}, .shop = ShopId{"s-1"}, .new_id = [] { return "new-id"; }};
}

void carry_out(cases::Case& c, std::string_view name, std::string_view body) {
    const auto command = codec::parse_command(name, body, context());
    if (!command) std::abort();
    const auto decision = cases::decide(c, *command, kOwner, rules(), kNow);
    if (!decision) std::abort();
    for (const cases::Event& event : *decision) c = cases::evolve(std::move(c), event);
}

// A case that has not begun, a claim just filed and one in review, a report ruled, a complaint.
const std::vector<cases::Case>& some_cases() {
    static const std::vector<cases::Case> all = [] {
        constexpr std::string_view kClaim =
            R"({"perspective":"decided","title":"t","person":"p-1","allegations":[{"id":"a1",)"
            R"("alleged":"frequent_contact","person":"buyer","words":"14","facts":{)"
            R"("attempts_in_24_hours":14,"effect":"disturbed"}}]})";
        constexpr std::string_view kReport =
            R"({"perspective":"decided","title":"t","person":"p-1","platform":"taobao",)"
            R"("review_id":"r",)"
            R"("text":"0123456789","made_at":"2026-05-10T10:00:00+08:00","facts":{)"
            R"("review_result":"bad","text_kind":"first_review","rated_by_buyer":true,)"
            R"("rated_by_seller":true,"chat_gap":"none","professional_signs":0,)"
            R"("recording_shows":"no_recording","competitor_tie":"none","fraud":"none",)"
            R"("promotes_other_shop":false,"review_names_price":false,"demand_told":false,)"
            R"("offending_words":"in_review","chat_shows":"demand_under_rating_threat"}})";
        std::vector<cases::Case> made(5);
        carry_out(made[1], "open_claim", kClaim);
        made[2] = made[1];
        carry_out(made[2], "submit_evidence",
                  R"({"exhibit_id":"e1","kind":"carrier_list","origin":"o","purpose":"p"})");
        carry_out(made[2], "post_message", R"({"message_id":"m1","text":"x"})");
        carry_out(made[2], "take_up", "{}");
        carry_out(made[3], "open_report", kReport);
        carry_out(made[3], "file_report", "{}");
        carry_out(made[3], "take_up", "{}");
        carry_out(made[3], "rule_case", R"({"outcome":"upheld","reasons":"r"})");
        carry_out(made[4], "open_complaint",
                  R"({"perspective":"decided","title":"t","person":"p-1","channel":"c",)"
                  R"("words":"w","facts":{"cause":"quality","defect":"proven",)"
                  R"("demand_under_threat":false}})");
        return made;
    }();
    return all;
}

void try_command(const cases::Case& before, std::string_view name, std::string_view body) {
    const auto command = codec::parse_command(name, body, context());
    if (!command) {
        PINGLI_ASSERT(!command.error().empty());
        for (const Problem& fault : command.error()) PINGLI_ASSERT(!fault.expected.empty());
        return;
    }
    const auto decision = cases::decide(before, *command, kOwner, rules(), kNow);
    if (!decision) return;
    PINGLI_ASSERT(!decision->empty());
    const codec::JsonCaseCodec codec;
    fuzz::ReversingSealer sealer;
    cases::Case c = before;
    for (const cases::Event& event : *decision) {
        const auto back = codec.decode(codec.encode(event, sealer).body, sealer);
        PINGLI_ASSERT(back.has_value() && *back == event);
        c = cases::evolve(std::move(c), event);
    }
    static_cast<void>(codec.list_entry(views::queue_row(c)));
    static_cast<void>(views::search_text(c));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size == 0) return 0;
    const std::string_view bytes{reinterpret_cast<const char*>(data) + 1, size - 1};
    const std::size_t line = bytes.find('\n');
    if (line == std::string_view::npos) return 0;
    const auto& all = some_cases();
    try_command(all[data[0] % all.size()], bytes.substr(0, line), bytes.substr(line + 1));
    return 0;
}
