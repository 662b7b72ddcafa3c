// Rows of one part, joined into dossiers: one for each key, in the order of the keys (shorter ids
// first, then by characters, so that order numbers go up). Pure but for loading parts.

#pragma once

#include <string_view>
#include <vector>

#include "facts/facts.hpp"
#include "intake/limits.hpp"
#include "intake/partitions.hpp"
#include "intake/report.hpp"
#include "intake/row_codec.hpp"

namespace pingli::intake {

class Joiner {
public:
    Joiner(Partitions& rows, const FileNames& files, Report& report)
        : partitions_(rows), files_(files), report_(report) {}

    // False at the end. What `out` borrows holds until the next call.
    Result<bool> next(facts::Dossier& out);

private:
    struct Group {
        std::uint64_t rank = 0;    // letter and length of the key
        std::uint64_t number = 0;  // the key's, when it is one
        std::string_view key;
        std::size_t first = 0;
        std::size_t end = 0;
    };
    struct Place {
        std::uint64_t hash;
        std::uint32_t index;
    };

    void group_rows();
    static Group make_group(std::string_view key, std::size_t first, std::size_t end);
    void fill(const Group& group, facts::Dossier& out);
    void take(const StoredRow& stored, facts::Dossier& out);
    facts::Order& order_of(facts::Dossier& out);
    void take_order(Decoder& decode, facts::Dossier& out);
    void take_line(Decoder& decode, facts::Dossier& out);
    void take_review(Decoder& decode, facts::Dossier& out);
    void take_conversation(Decoder& decode, facts::Dossier& out);
    [[nodiscard]] bool has_room(const facts::Dossier& out, std::size_t turns) const;
    void take_message(Decoder& decode, facts::Dossier& out);
    void take_insurance(Decoder& decode, facts::Dossier& out);
    void finish(facts::Dossier& out);
    void tell_of_not_read();

    Partitions& partitions_;
    const FileNames& files_;
    Report& report_;
    std::size_t part_ = 0;
    std::vector<StoredRow> rows_;
    std::vector<Place> places_;
    std::vector<Group> groups_;
    std::size_t group_ = 0;
    // Of the dossier being filled:
    std::string_view order_id_;
    bool has_order_row_ = false;
    bool rated_by_seller_ = false;
    std::vector<std::string_view> line_oids_;
    std::vector<bool> review_feeds_;          // by review: its text is a feed's
    std::vector<std::size_t> from_messages_;  // conversations put together from single lines
    std::vector<facts::OrderLine> lines_;
    std::size_t turns_ = 0;  // of its conversations
    struct NotRead {
        std::uint64_t count = 0;
        facts::Source first;
        void add(const facts::Source& source) {
            if (count++ == 0) first = source;
        }
    };
    NotRead more_conversations_, more_reviews_;
    std::uint64_t more_rows_ = 0;
    std::optional<InsuranceRow> insurance_;
};

}  // namespace pingli::intake
