// The text engine: fold, match once, reason. Pure: its lexicons and compiled patterns come in as
// bytes (lexicons/*.tsv, read at the edge), its answers are values.
//
// An Engine is immutable and may be shared between threads; every thread has its own Scratch.
// Texts are valid UTF-8. Spans are code points of the original text, whatever was folded away. Work
// grows with n log n, in the length of a text and in turns; what is longer than limits.hpp allows
// is read in part, and the answer says so.

#pragma once

#include <atomic>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/problem.hpp"
#include "base/result.hpp"
#include "text/signals.hpp"

namespace pingli::text {

struct LexiconFile {
    std::string name;  // "insults.tsv"
    std::string bytes;
};

class Scratch;

class Engine {
public:
    // Fails with Invalid when a lexicon has faults; all of them are then in `problems`.
    // `cached` is what serialize() gave for the same lexicons, library and processor, or empty;
    // a cache that does not fit is ignored, so that it can never change an answer.
    static Result<Engine> build(std::span<const LexiconFile> lexicons, std::string_view cached,
                                Problems& problems);
    // The key under which serialize()'s bytes may be kept: lexicons, library version, processor.
    static std::string cache_key(std::span<const LexiconFile> lexicons);
    [[nodiscard]] std::string serialize() const;
    // Whether build() took `cached`. If not, it is worth keeping serialize() anew.
    [[nodiscard]] bool is_from_cache() const;

    Engine(Engine&&) noexcept;
    Engine& operator=(Engine&&) noexcept;
    ~Engine();

    [[nodiscard]] ReviewSignals review(const ReviewText& text, Scratch& scratch) const;
    // Whether review() could find an insult, personal data or a demand: one scan, no reasoning.
    // False is certain; true asks for review(). The way past a million good reviews.
    [[nodiscard]] bool may_need_review(std::string_view text, Scratch& scratch) const;
    [[nodiscard]] ConversationSignals conversation(std::span<const Turn> turns,
                                                   Scratch& scratch) const;
    [[nodiscard]] ReplySignals reply(const ReplyText& text, Scratch& scratch) const;

    struct Parts;  // Defined in engine_parts.hpp, for this folder only.
    [[nodiscard]] const Parts& parts() const { return *parts_; }

private:
    explicit Engine(std::unique_ptr<const Parts> parts);
    std::unique_ptr<const Parts> parts_;
};

// One thread's working memory. Made for an engine; reused from text to text.
class Scratch {
public:
    explicit Scratch(const Engine& engine);
    Scratch(Scratch&&) noexcept;
    Scratch& operator=(Scratch&&) noexcept;
    ~Scratch();

    // Readings end early, within milliseconds, once `*stop` is set; what they answer then is worth
    // nothing. `stop` outlives them; null, as at first, lets them go on to the end.
    void heed(const std::atomic<bool>* stop);

    struct Buffers;
    [[nodiscard]] Buffers& buffers() { return *buffers_; }

private:
    std::unique_ptr<Buffers> buffers_;
};

}  // namespace pingli::text
