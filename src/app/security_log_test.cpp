// security finding 27: who did what, whence, allowed or refused, in an order that cannot be changed
// unseen.

#include "app/security_log.hpp"

#include <gtest/gtest.h>

#include <map>

namespace pingli::app {
namespace {

using namespace std::chrono_literals;

class FakeRecords final : public Records {
public:
    Result<void> write(const std::vector<RecordWrite>& all) override {
        if (fails) return fail(ErrorCode::Unavailable, "the disk is full");
        for (const RecordWrite& one : all)
            if (one.when == Put::IfAbsent && rows.contains(one.record.key))
                return fail(ErrorCode::VersionConflict, "there is one");
        for (const RecordWrite& one : all) rows[one.record.key] = one.record;
        return {};
    }
    Result<Record> get(const std::string&, const std::string& key, Instant) override {
        const auto at = rows.find(key);
        if (at == rows.end()) return fail(ErrorCode::NotFound, key);
        return at->second;
    }
    Result<std::vector<Record>> list(const std::string&, const std::string&,
                                     const std::string& after, std::size_t limit) override {
        std::vector<Record> out;
        for (auto at = rows.upper_bound(after); at != rows.end() && out.size() < limit; ++at)
            out.push_back(at->second);
        return out;
    }
    Result<bool> remove(const std::string&, const std::string& key) override {
        return rows.erase(key) > 0;
    }
    Result<std::int64_t> purge(Instant) override { return 0; }

    std::map<std::string, Record> rows;
    bool fails = false;
};

struct SecurityLogTest : ::testing::Test {
    static SecurityEvent event(std::string what, std::string about = {}) {
        return {.what = std::move(what),
                .account = "u-1",
                .whence = "192.0.2.0/24",
                .shops = {"s-1"},
                .route = "POST /x",
                .about = std::move(about)};
    }
    void write(int count) {
        for (int i = 0; i < count; ++i) {
            log.note(event("token_made", std::to_string(i)));
            ASSERT_TRUE(log.flush());
        }
    }
    std::vector<SecurityEntry> all() { return log.read({}, 0, 1'000)->entries; }

    FakeRecords records;
    Instant now = std::chrono::sys_days{std::chrono::year{2026} / 5 / 12};
    SecurityLog log{records, [this] { return now; }};
};

TEST_F(SecurityLogTest, TellsWhatWasNotedNewestFirstAndAPageAtATime) {
    write(5);
    auto page = *log.read({}, 0, 2);
    EXPECT_EQ(page.entries.at(0).event.about, "4");
    EXPECT_EQ(page.entries.at(0).event.shops, std::vector<std::string>{"s-1"});
    EXPECT_EQ(page.entries.at(0).event.at, now);
    std::string seen;
    for (std::int64_t before = 0;;) {
        page = *log.read(ShopId{"s-1"}, before, 2);
        for (const auto& entry : page.entries) seen += entry.event.about;
        before = page.next;
        if (before == 0 || page.entries.empty()) break;
    }
    EXPECT_EQ(seen, "43210");
    EXPECT_TRUE(log.read(ShopId{"s-2"}, 0, 10)->entries.empty());
    EXPECT_EQ(log.verify()->entries, 5);
}

TEST_F(SecurityLogTest, AFloodIsOneEntryWithACount) {
    for (int i = 0; i < 20'000; ++i) log.note(event("refused", "401"), Gather::Alike);
    ASSERT_TRUE(log.flush());
    EXPECT_TRUE(all().empty());  // its minute is not over
    now += kGatheredFor;
    ASSERT_TRUE(log.flush());
    ASSERT_EQ(all().size(), 1U);
    EXPECT_EQ(all().front().event.count, 20'000);
}

TEST_F(SecurityLogTest, AFloodOfDifferentOnesIsBounded) {
    for (int i = 0; i < 10'000; ++i) log.note(event("refused", std::to_string(i)), Gather::Alike);
    ASSERT_TRUE(log.flush(true));
    const auto entries = all();
    EXPECT_EQ(entries.size(), kGatheredMax + 1);
    std::int64_t sum = 0;
    for (const auto& entry : entries) sum += entry.event.count;
    EXPECT_EQ(sum, 10'000);
}

// Strangers have one share together: their noise fills no disk and hides nobody else.
TEST_F(SecurityLogTest, StrangersWhoGoOnForDaysAreBoundedAndHideNobody) {
    constexpr int kMinutes = 200;
    constexpr int kAMinute = 100;
    for (int minute = 0; minute < kMinutes; ++minute) {
        for (int i = 0; i < kAMinute; ++i)
            log.note(event("refused", std::to_string((minute * kAMinute) + i)), Gather::Strangers);
        log.note(event("personal_read", "mine"), Gather::Alike);
        now += kGatheredFor;
        ASSERT_TRUE(log.flush());
    }
    std::map<std::string, std::int64_t> counts;
    std::int64_t strangers = 0;
    const auto page = log.read({}, 0, 100'000);
    for (const auto& entry : page->entries) {
        counts[entry.event.what] += entry.event.count;
        if (entry.event.what == "refused" && entry.event.route != "others") ++strangers;
    }
    EXPECT_EQ(counts["refused"], kMinutes * kAMinute);
    EXPECT_EQ(counts["personal_read"], kMinutes);
    EXPECT_EQ(strangers, std::int64_t{kSecurityStrangersDayMax});
}

TEST_F(SecurityLogTest, AnAccountHasItsShareOfADay) {
    for (std::size_t i = 0; i < kSecurityAccountDayMax + 9; ++i) {
        log.note(event("token_made", std::to_string(i)));
        if (i % 1'000 == 0) {
            ASSERT_TRUE(log.flush());
        }
    }
    ASSERT_TRUE(log.flush(true));
    const auto entries = log.read({}, 0, 10'000)->entries;
    EXPECT_EQ(entries.size(), kSecurityAccountDayMax + 1);
    now += std::chrono::hours{24};
    log.note(event("token_made", "tomorrow"));
    ASSERT_TRUE(log.flush());
    EXPECT_EQ(all().front().event.about, "tomorrow");
}

TEST_F(SecurityLogTest, WhatCannotBeWrittenWaitsAndWhatIsTooMuchIsCounted) {
    records.fails = true;
    for (std::size_t i = 0; i < kSecurityWaitingMax + 7; ++i) {
        auto one = event("token_made");
        one.account = std::to_string(i % 10);
        log.note(std::move(one));
    }
    EXPECT_FALSE(log.flush());
    records.fails = false;
    ASSERT_TRUE(log.flush());
    const auto check = log.verify();
    EXPECT_EQ(check->entries, std::int64_t{kSecurityWaitingMax} + 1);
    EXPECT_EQ(all().front().event.what, "not_written");
    EXPECT_EQ(all().front().event.count, 7);
}

TEST_F(SecurityLogTest, TwoProgramsWriteOneChain) {
    SecurityLog terminal{records, [this] { return now; }};
    for (int i = 0; i < 5; ++i) {
        write(1);
        terminal.note(event("link_made"));
        ASSERT_TRUE(terminal.flush(true));
    }
    EXPECT_EQ(log.verify()->entries, 10);
    EXPECT_FALSE(log.verify()->fault);
}

TEST_F(SecurityLogTest, NothingOfARequestMakesALineOfItsOwn) {
    log.note(event("refused", "1\nwhat\tlog_in\x1b[2J " + std::string(1'000, 'x')));
    ASSERT_TRUE(log.flush());
    const std::string about = all().front().event.about;
    EXPECT_EQ(about.size(), kSecurityBytesMax);
    EXPECT_TRUE(about.starts_with("1?what?log_in?[2J x"));
}

// Every change of every record, each removal but that of the oldest ones, is named.
TEST_F(SecurityLogTest, WhatWasChangedLostOrExchangedIsNamed) {
    write(6);
    const auto good = records.rows;
    ASSERT_FALSE(log.verify()->fault);
    for (const auto& [key, record] : good) {
        for (std::size_t at = 0; at < record.bytes.size(); ++at) {
            records.rows = good;
            records.rows[key].bytes[at] ^= 1;
            EXPECT_TRUE(log.verify()->fault) << key << ' ' << at;
        }
        const bool is_end = key == good.begin()->first || key == good.rbegin()->first;
        records.rows = good;
        records.rows.erase(key);
        // The newest one's loss shows in the journal of the store.
        if (!is_end) {
            EXPECT_TRUE(log.verify()->fault) << key;
        }
    }
    records.rows = good;
    std::swap(records.rows.begin()->second.bytes, std::next(records.rows.begin())->second.bytes);
    EXPECT_TRUE(log.verify()->fault);
    write(1);  // it goes on, and the fault stays
    EXPECT_EQ(all().front().event.what, "token_made");
    EXPECT_TRUE(log.verify()->fault);
}

TEST(SecurityLogNetwork, IsLessThanTheAddress) {
    const std::pair<std::string_view, std::string_view> rows[] = {
        {"203.0.113.7", "203.0.113.0/24"},
        {"2001:db8:1:2::7", "2001:db8:1::/48"},
        {"2001:db8::/64", "2001:db8::/48"},
        {"::/64", "::/48"},
        {"::1", "::/48"},
        {"", ""},
        {"nonsense", ""},
    };
    for (const auto& [address, network] : rows) EXPECT_EQ(network_of(address), network) << address;
}

}  // namespace
}  // namespace pingli::app
