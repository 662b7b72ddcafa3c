#include "store/known_rows.hpp"

#include <gtest/gtest.h>

#include <set>

namespace pingli::store {
namespace {

// A journal of which some positions cannot be read: whoever asks for one of them fails.
class DamagedJournal final : public app::Journal {
public:
    // `digest`: its first byte; 0: the row was taken away.
    void add(const std::string& subject, unsigned char digest) {
        JournalRow row{.table = kRecordTable, .scope = "account", .subject = subject, .digest = {}};
        row.digest[0] = digest;
        entries.push_back(next_entry(end_, std::move(row)));
    }
    Result<std::vector<app::JournalEntry>> journal(std::int64_t from, std::size_t limit) override {
        std::vector<app::JournalEntry> out;
        for (const app::JournalEntry& entry : entries) {
            if (entry.position < from) continue;
            if (out.size() == limit) break;
            if (unreadable.contains(entry.position))
                return fail(ErrorCode::Corrupt, "database disk image is malformed");
            out.push_back(entry);
        }
        return out;
    }
    Result<app::Head> journal_head() override {
        if (!has_end) return fail(ErrorCode::Corrupt, "database disk image is malformed");
        return app::Head{.shop = {}, .position = end_.position, .hash = end_.hash};
    }
    Result<std::vector<ShopId>> shops() override { return std::vector<ShopId>{}; }

    std::vector<app::JournalEntry> entries;
    std::set<std::int64_t> unreadable;
    bool has_end = true;

private:
    JournalEnd end_;
};

Vouched vouched(const KnownRows& known, const std::string& subject, unsigned char digest) {
    JournalRow row{.table = kRecordTable, .scope = "account", .subject = subject, .digest = {}};
    row.digest[0] = digest;
    return known.vouched(row);
}

DamagedJournal journal_of(int rows) {
    DamagedJournal journal;
    for (int i = 1; i <= rows; ++i) journal.add(std::to_string(i), 1);
    return journal;
}

TEST(KnownRows, OfAWholeJournalAreTheLatest) {
    DamagedJournal journal = journal_of(2500);
    journal.add("7", 2);
    journal.add("8", 0);
    const KnownRows known = KnownRows::of(journal);
    EXPECT_TRUE(known.faults().empty());
    EXPECT_EQ(vouched(known, "6", 1), Vouched::Yes);
    EXPECT_EQ(vouched(known, "7", 1), Vouched::No);
    EXPECT_EQ(vouched(known, "7", 2), Vouched::Yes);
    EXPECT_EQ(vouched(known, "8", 1), Vouched::No);
    EXPECT_EQ(vouched(known, "none", 1), Vouched::No);
    EXPECT_EQ(known.subjects(kRecordTable, "account").size(), 2499U);
    EXPECT_EQ(known.scopes(kRecordTable), std::vector<std::string>{"account"});
}

// security finding: at the first fault of the journal every row was taken for good
TEST(KnownRows, OneBrokenEntrySpeaksOfItsRowOnly) {
    DamagedJournal journal = journal_of(50);
    journal.entries.at(19).digest = {};
    const KnownRows known = KnownRows::of(journal);
    ASSERT_EQ(known.faults().size(), 1U);
    EXPECT_NE(known.faults().front().find("position 20"), std::string::npos);
    EXPECT_EQ(vouched(known, "20", 1), Vouched::Unknown);
    EXPECT_EQ(vouched(known, "21", 1), Vouched::Yes);
    EXPECT_EQ(vouched(known, "21", 9), Vouched::No);
    EXPECT_EQ(vouched(known, "none", 1), Vouched::No);
    EXPECT_EQ(known.subjects(kRecordTable, "account").size(), 50U);
}

// security finding: behind the first page that cannot be read all was lost
TEST(KnownRows, AreReadPastAHole) {
    for (const bool has_end : {true, false}) {
        DamagedJournal journal = journal_of(3000);
        for (std::int64_t at = 1200; at < 1240; ++at) journal.unreadable.insert(at);
        journal.has_end = has_end;
        const KnownRows known = KnownRows::of(journal);
        ASSERT_EQ(known.faults().size(), has_end ? 1U : 2U);
        EXPECT_NE(known.faults().front().find("1200 to 1239"), std::string::npos);
        EXPECT_EQ(vouched(known, "1199", 1), Vouched::Yes);
        EXPECT_EQ(vouched(known, "1200", 1), Vouched::Unknown);
        EXPECT_EQ(vouched(known, "1240", 1), Vouched::Unknown);  // what it stands on is lost
        EXPECT_EQ(vouched(known, "1241", 1), Vouched::Yes);
        EXPECT_EQ(vouched(known, "3000", 1), Vouched::Yes);
        EXPECT_EQ(vouched(known, "3000", 2), Vouched::No);
    }
}

TEST(KnownRows, OfNothingVouchForNothing) {
    DamagedJournal journal;
    const KnownRows known = KnownRows::of(journal);
    EXPECT_TRUE(known.is_empty());
    EXPECT_EQ(known.faults().size(), 1U);
    EXPECT_EQ(vouched(known, "1", 1), Vouched::Unknown);
}

}  // namespace
}  // namespace pingli::store
