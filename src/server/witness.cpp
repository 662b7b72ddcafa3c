#include "server/witness.hpp"

#include <chrono>
#include <fstream>
#include <ranges>
#include <sstream>
#include <system_error>

#include "app/head_line.hpp"
#include "server/rounds.hpp"

namespace pingli::server {

namespace {

namespace fs = std::filesystem;

constexpr std::string_view kFirst = "pingli witness 1";
constexpr std::string_view kSaid = "pingli: ";  // by a verb, of itself: no head
constexpr std::string_view kHead = "head ";
constexpr std::string_view kJournal = "journal ";
constexpr std::chrono::seconds kEvery{30};

Result<Witnessed> heads_now(app::Store& store) {
    Witnessed now;
    for (const app::Head& head : TRY(store.heads())) take_head(now, head);
    app::Head journal = TRY(store.journal_head());
    journal.shop = kJournalName;
    if (journal.position > 0) take_head(now, journal);
    return now;
}

std::string to_text(const Witnessed& heads) {
    std::string text = std::string{kFirst} + '\n';
    for (const auto& [shop, head] : heads)
        text += (shop == kJournalName ? "" : std::string{kHead}) + to_line(head) + '\n';
    return text;
}

}  // namespace

void take_head(Witnessed& all, const app::Head& head) {
    const auto [found, is_new] = all.emplace(head.shop, head);
    if (!is_new && found->second.position < head.position) found->second = head;
}

Result<void> read_heads(const std::string& text, Witnessed& all) {
    const bool is_ours = text.starts_with("pingli backup ") || text.starts_with(kFirst);
    for (const auto range : std::views::split(std::string_view{text}, '\n')) {
        std::string_view line{range.begin(), range.end()};
        const bool is_head = line.starts_with(kHead);
        if (line.empty() || line.starts_with(kSaid)) continue;
        if (is_ours && !is_head && !line.starts_with(kJournal)) continue;
        if (is_head) line.remove_prefix(kHead.size());
        const auto head = app::parse_head(line);
        if (!head)
            return fail(ErrorCode::Invalid, std::string{line} + ": expected SHOP POSITION HASH");
        take_head(all, *head);
    }
    return {};
}

Result<Witnessed> read_witness(const fs::path& file) {
    Witnessed all;
    std::error_code fault;
    if (!fs::exists(file, fault) && !fault) return all;
    std::ifstream in{file, std::ios::binary};
    if (!in) return fail(ErrorCode::Unavailable, file.string() + ": cannot be read");
    std::ostringstream text;
    text << in.rdbuf();
    if (auto read = read_heads(text.str(), all); !read)
        return fail(ErrorCode::Corrupt, file.string() + ": " + read.error().context);
    return all;
}

Result<Witnessed> write_witness(app::Store& store, const fs::path& file) {
    const Witnessed before = TRY(read_witness(file));
    const Witnessed now = TRY(heads_now(store));
    Witnessed ahead;
    Witnessed all = now;
    for (const auto& [shop, head] : before) {
        const auto found = now.find(shop);
        if (found == now.end() || found->second.position < head.position) ahead.emplace(shop, head);
        take_head(all, head);
    }
    if (all == before) return ahead;
    const fs::path unfinished = file.string() + ".unfinished";
    std::ofstream out{unfinished, std::ios::binary | std::ios::trunc};
    out << to_text(all);
    out.close();
    std::error_code fault;
    if (out)
        fs::permissions(unfinished, fs::perms::owner_read | fs::perms::owner_write,
                        fs::perm_options::replace, fault);
    if (out && !fault) fs::rename(unfinished, file, fault);
    if (!out || fault) return fail(ErrorCode::Unavailable, file.string() + ": cannot be written");
    return ahead;
}

std::jthread keep_witness(app::Store& store, fs::path file,
                          std::function<void(const std::string&)> say) {
    return in_rounds(
        kEvery, "witness", say,
        [&store, file = std::move(file), say = std::move(say), has_said = false]() mutable {
            const auto ahead = write_witness(store, file);
            if (has_said || (ahead && ahead->empty())) return;
            has_said = true;
            if (!ahead) return say("witness: " + ahead.error().context);
            for (const auto& [shop, head] : *ahead)
                say("THE DATABASE HAS LOST what " + file.string() + " knows of: " + to_line(head) +
                    "; run `pingli audit verify`");
        });
}

}  // namespace pingli::server
