// Folding: one written form for what is the same to a reader. Compatibility forms and case (NFKC),
// traditional to simplified, look-alikes unless they stand in a word that really uses them, and
// separators put inside of words. Not folded: homophones and initials (they are lexicon variants),
// sentence ends, emoji.
//
// A Folder is immutable. `Folded` is reused from text to text and maps its bytes back to the code
// points of the original.

#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/problem.hpp"
#include "text/signals.hpp"

namespace pingli::text {

// A text after folding. `text()` may borrow the original when nothing had to be changed.
class Folded {
public:
    [[nodiscard]] std::string_view text() const { return is_copy_ ? copy_ : original_; }
    [[nodiscard]] std::string_view original() const { return original_; }
    // Bytes [start, end) of text() as code points of the original. What was folded away inside is
    // within, what was folded away around is not. A step for the length of the span, and at most
    // kStride bytes of counting.
    [[nodiscard]] Span to_original(std::size_t start, std::size_t end) const;
    // The same in bytes of the original.
    [[nodiscard]] std::pair<std::size_t, std::size_t> to_original_bytes(std::size_t start,
                                                                        std::size_t end) const;

private:
    friend class Folder;
    struct Edit {  // original bytes [from, from + from_size) stand as [at, at + size) in the copy
        std::uint32_t at;
        std::uint32_t size;
        std::uint32_t from;
        std::uint32_t from_size;
    };
    [[nodiscard]] std::size_t original_start(std::size_t at) const;
    [[nodiscard]] std::size_t original_end(std::size_t at) const;
    void count_letters();
    [[nodiscard]] std::size_t letters_before(std::size_t at) const;  // of the original

    static constexpr std::size_t kStride = 1024;  // bytes between two counts

    std::string_view original_;
    std::string copy_;
    std::vector<Edit> edits_;
    std::vector<std::uint32_t> counts_;  // code points before each multiple of kStride
    bool is_copy_ = false;
    // Working memory of Folder::join.
    std::string joined_;
    std::vector<Edit> joined_edits_;
    std::vector<std::pair<std::uint32_t, std::uint32_t>> dropped_;
};

class Folder {
public:
    // `traditional` and `look_alikes` are the bytes of lexicons/traditional.tsv and
    // look-alikes.tsv: character, replacement, words that keep it ("word" or "word>character").
    // Faults are added to `problems`; the lines at fault are left out.
    Folder(std::string_view traditional, std::string_view look_alikes, Problems& problems);

    // A word (folded) that is recognized although separators stand between its characters.
    // Words of one character are ignored. Call sort_joined() after the last.
    void add_joined(std::string_view word);
    void sort_joined();

    // Folds `original`, which must be valid UTF-8 and outlive the use of `out`. About 300 MB/s.
    void fold(std::string_view original, Folded& out) const;
    // What fold() does but for separators: for the patterns of a lexicon.
    [[nodiscard]] std::string fold(std::string_view original) const;

private:
    struct Exception {
        std::u32string before, after;  // The characters around the one in question.
        std::string replacement;
    };
    struct Entry {
        std::string replacement;
        std::uint32_t first_exception = 0;
        std::uint32_t exceptions = 0;
    };
    void read_table(std::string_view file, std::string_view bytes, Problems& problems);
    void add_row(std::string_view from, std::string_view to, std::string_view words);
    void add_compatibility();
    void set(char32_t code, std::string replacement, std::vector<Exception> exceptions);
    [[nodiscard]] std::uint16_t slot(char32_t code) const;
    [[nodiscard]] char32_t plain(char32_t code) const;
    [[nodiscard]] const std::string& replacement(const Entry& entry, std::string_view text,
                                                 std::size_t at, std::size_t size) const;
    [[nodiscard]] bool fits(const Exception& exception, std::string_view text, std::size_t at,
                            std::size_t size) const;
    void change(Folded& out) const;
    void find_separators(Folded& out) const;
    [[nodiscard]] bool joins(std::string_view text, std::size_t left, std::size_t right) const;
    static void drop(Folded& out);

    std::vector<std::uint16_t> slots_;  // 0 = stays as it is; else index into entries_
    std::vector<Entry> entries_;
    std::vector<Exception> exceptions_;
    struct Joint {  // two neighbours of a word that may be written apart
        std::uint64_t pair;
        std::uint32_t word;
        std::uint32_t position;  // of the right one, in code points
        friend auto operator<=>(const Joint&, const Joint&) = default;
    };
    std::vector<std::u32string> words_;
    std::vector<Joint> joints_;
    std::vector<std::uint64_t> joint_filter_;  // A small Bloom filter over the pairs.
};

}  // namespace pingli::text
