#include "text/engine.hpp"

#include <algorithm>
#include <utility>

#include "base/assert.hpp"
#include "base/sha256.hpp"
#include "base/utf8.hpp"
#include "text/conversation_signals.hpp"
#include "text/engine_parts.hpp"
#include "text/limits.hpp"
#include "text/reply_signals.hpp"
#include "text/review_signals.hpp"

namespace pingli::text {

namespace {

constexpr std::string_view kFormat = "pingli-text-3\n";
constexpr std::size_t kHashSize = 64;

std::string_view find_file(std::span<const LexiconFile> files, std::string_view name) {
    const auto it = std::ranges::find(files, name, &LexiconFile::name);
    return it == files.end() ? std::string_view{} : std::string_view{it->bytes};
}

// The database within serialize()'s bytes, or nothing when they belong to something else.
std::string_view open_cache(std::string_view cached, std::string_view key) {
    if (!cached.starts_with(kFormat)) return {};
    cached.remove_prefix(kFormat.size());
    if (cached.size() < 2 * kHashSize || !cached.starts_with(key)) return {};
    const std::string_view hash = cut(cached, kHashSize, 2 * kHashSize);
    const std::string_view bytes = rest(cached, 2 * kHashSize);
    return sha256_hex(bytes) == hash ? bytes : std::string_view{};
}

// As much of a text as is read: up to kTextBytesMax, in whole characters.
std::string_view readable(std::string_view text) {
    if (text.size() <= kTextBytesMax) return text;
    return up_to(text, letter_before(text, kTextBytesMax + 1));
}

// Says so when `read` is not all of `text`, and where the rest begins.
void note_unread(std::string_view text, std::string_view read, std::optional<std::uint32_t> turn,
                 Reasons& why) {
    if (read.size() == text.size()) return;
    const auto start = static_cast<std::uint32_t>(utf8::count(read));
    const auto size = static_cast<std::uint32_t>(utf8::count(text));
    why.push_back({.code = std::string{kUnreadText},
                   .words = {.zh = "文字过长，此后的部分没有读取。",
                             .en = "The text is too long: what stands behind here was not read."},
                   .turn = turn,
                   .span = Span{.start = start, .end = size}});
}

Reason unread_turns(std::uint32_t first) {
    return {.code = std::string{kUnreadTurns},
            .words = {.zh = "对话过长，从这一条起没有读取。",
                      .en = "The conversation is too long: from this message on it was not read."},
            .turn = first,
            .span = {}};
}

}  // namespace

Engine::Engine(std::unique_ptr<const Parts> parts) : parts_(std::move(parts)) {}
Engine::Engine(Engine&&) noexcept = default;
Engine& Engine::operator=(Engine&&) noexcept = default;
Engine::~Engine() = default;

std::string Engine::cache_key(std::span<const LexiconFile> lexicons) {
    std::string all{kFormat};
    all += matcher_platform();
    for (const LexiconFile& file : lexicons) {
        all += '\n' + file.name + ' ' + std::to_string(file.bytes.size()) + '\n';
        all += file.bytes;
    }
    return sha256_hex(all);
}

Result<Engine> Engine::build(std::span<const LexiconFile> lexicons, std::string_view cached,
                             Problems& problems) {
    const std::size_t before = problems.size();
    Folder folder{find_file(lexicons, kTraditionalFile), find_file(lexicons, kLookAlikesFile),
                  problems};
    Lexicon lexicon = read_lexicons(lexicons, folder, problems);
    std::string key = cache_key(lexicons);
    auto matcher = Matcher::build(lexicon, open_cache(cached, key), problems);
    if (problems.size() != before)
        return fail(ErrorCode::Invalid,
                    "lexicons: " + std::to_string(gap(before, problems.size())) +
                        " faults, the first in " + to_text(problems[before]));
    if (!matcher.has_value()) return std::unexpected(std::move(matcher.error()));
    PersonalNames names{lexicon};
    PlaceWords places{lexicon};
    ReviewGate gate{lexicon};
    auto parts = std::make_unique<Parts>(Parts{.folder = std::move(folder),
                                               .lexicon = std::move(lexicon),
                                               .matcher = std::move(*matcher),
                                               .key = std::move(key),
                                               .names = std::move(names),
                                               .places = std::move(places),
                                               .review_gate = gate});
    parts->matcher.use(parts->lexicon);
    return Engine{std::move(parts)};
}

std::string Engine::serialize() const {
    const std::string bytes = parts_->matcher.serialize();
    return std::string{kFormat} + parts_->key + sha256_hex(bytes) + bytes;
}

bool Engine::is_from_cache() const {
    return parts_->matcher.is_from_cache();
}

ReviewSignals Engine::review(const ReviewText& text, Scratch& scratch) const {
    const ReviewText read{
        .stars = text.stars, .text = readable(text.text), .followup = readable(text.followup)};
    ReviewSignals signals = review_signals(*parts_, scratch.buffers(), read);
    note_unread(text.text, read.text, {}, signals.why);
    note_unread(text.followup, read.followup, {}, signals.why);
    return signals;
}

bool Engine::may_need_review(std::string_view text, Scratch& scratch) const {
    const std::string_view read = readable(text);
    return read.size() < text.size() ||
           parts_->review_gate.may_need_review(*parts_, scratch.buffers(), read);
}

ConversationSignals Engine::conversation(std::span<const Turn> turns, Scratch& scratch) const {
    std::vector<Turn>& read = scratch.buffers().said;
    read.clear();
    for (std::size_t bytes = 0; const Turn& turn : turns) {
        bytes += readable(turn.text).size();
        if (read.size() == kTurnsMax || bytes > kConversationBytesMax) break;
        read.push_back(turn);
        read.back().text = readable(turn.text);
    }
    ConversationSignals signals = conversation_signals(*parts_, scratch.buffers(), read);
    for (std::uint32_t i = 0; i < read.size(); ++i)
        note_unread(turns[i].text, read[i].text, i, signals.why);
    if (read.size() < turns.size())
        signals.why.push_back(unread_turns(static_cast<std::uint32_t>(read.size())));
    return signals;
}

ReplySignals Engine::reply(const ReplyText& text, Scratch& scratch) const {
    const ReplyText read{.context = readable(text.context), .draft = readable(text.draft)};
    ReplySignals signals = reply_signals(*parts_, scratch.buffers(), read);
    note_unread(text.draft, read.draft, {}, signals.why);
    return signals;
}

// --- reading -----------------------------------------------------------------------------------

void read(const Engine::Parts& parts, Scratch::Buffers& buffers, std::string_view text,
          Reading& out) {
    parts.folder.fold(text, out.folded);
    parts.matcher.scan(out.text(), buffers.match, out.hits);
    if (buffers.is_over()) return out.clear();
    split_clauses(out.text(), out.clauses);
    find_speech(out.text(), out.clauses, out.speech);
    find_numbers(out.text(), out.numbers);
}

std::span<const Reading> read_turns(const Engine::Parts& parts, Scratch::Buffers& buffers,
                                    std::span<const Turn> turns) {
    if (buffers.turns.size() < turns.size()) buffers.turns.resize(turns.size());
    for (std::size_t i = 0; i < turns.size(); ++i)
        read(parts, buffers, turns[i].text, buffers.turns[i]);
    return {buffers.turns.data(), turns.size()};
}

// --- scratch -----------------------------------------------------------------------------------

Scratch::Scratch(const Engine& engine)
    : buffers_(std::make_unique<Buffers>(Buffers{.match = MatchScratch{engine.parts().matcher},
                                                 .folded = {},
                                                 .review = {},
                                                 .followup = {},
                                                 .context = {},
                                                 .draft = {},
                                                 .turns = {},
                                                 .said = {}})) {}

void Scratch::heed(const std::atomic<bool>* stop) {
    buffers_->match.going = Going{stop};
}
Scratch::Scratch(Scratch&&) noexcept = default;
Scratch& Scratch::operator=(Scratch&&) noexcept = default;
Scratch::~Scratch() = default;

}  // namespace pingli::text
