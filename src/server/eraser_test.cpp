#include "server/eraser.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <thread>

#include "base/sha256.hpp"
#include "codec/case_codec.hpp"
#include "server/random.hpp"
#include "store/memory_store.hpp"
#include "support/story.hpp"
#include "support/temporary_folder.hpp"
#include "vault/folder_vault.hpp"

namespace pingli::server {
namespace {

using namespace std::chrono_literals;

const ShopId kShop{"s-1"};
const PersonId kPerson{"p-buyer"};
constexpr Instant kNow{std::chrono::seconds{1'778'551'200}};  // 2026-05-12

store::Options with_fold() {
    store::Options options;
    options.fold = [](std::string_view text) { return std::string{text}; };
    return options;
}

class Erasings : public testing::Test {
protected:
    static ErasureWish wish(std::chrono::seconds later = 0s) {
        return {.shop = kShop,
                .person = kPerson,
                .by = "u-owner",
                .reason = "asked",
                .now = kNow + later};
    }
    std::vector<ErasureNote> notes() {
        std::vector<ErasureNote> all;
        EXPECT_TRUE(
            each_erasure(store, kShop, [&](const ErasureNote& note) { all.push_back(note); }));
        return all;
    }
    app::Answer command(cases::Command what, bool is_new_case = false) {
        return desk.handle({.shop = kShop,
                            .case_id = CaseId{"c-1"},
                            .actor = test::kAgent,
                            .command = std::move(what),
                            .expected_version = {},
                            .identity = {},
                            .is_new_case = is_new_case},
                           {});
    }
    void open_case() {
        const auto done = command(cases::OpenComplaint{.opening = test::opening_of("x"),
                                                       .channel = "counter",
                                                       .complained_at = {},
                                                       .words = "words",
                                                       .facts = {}},
                                  true);
        ASSERT_TRUE(std::holds_alternative<app::Carried>(done));
    }
    cases::SubmitEvidence evidence_of(const std::string& id, const std::string& bytes) {
        const std::string hash = sha256_hex(bytes);
        const auto path = folder.write("uploads/" + hash, bytes);
        cases::SubmitEvidence evidence;
        evidence.exhibit.exhibit_id = cases::ExhibitId{id};
        evidence.exhibit.kind = "call_screenshot";
        evidence.exhibit.origin = "x";
        evidence.exhibit.purpose = "y";
        evidence.exhibit.file = *uploads.keep(
            kShop, UserId{"u-agent"},
            {.path = path.string(), .sha256 = hash, .bytes = std::ssize(bytes), .name = "a.png"},
            kNow);
        return evidence;
    }

    support::TemporaryFolder folder;
    store::MemoryStore store{with_fold()};
    vault::FolderVault vault{folder.path() / "files"};
    app::UploadedFiles uploads{store, vault};
    codec::JsonCaseCodec codec;
    app::CaseDesk desk{store,
                       codec,
                       test::shipped_library(),
                       {.now = [] { return kNow; },
                        .random = fill_random,
                        .year_of = [](const ShopId&, Instant) { return 2026; },
                        .publish = {}}};
    Eraser eraser{store,
                  desk,
                  uploads,
                  {.now = [] { return kNow + 1h; },
                   .is_importing = [](const ShopId&, Instant) { return false; },
                   .say = [](const std::string&) {}}};
};

// A reviewer's finding (15): the list of erasures was as long as a shop is old.
TEST_F(Erasings, AreToldPageByPageTheLatestFirst) {
    constexpr int kCount = 7;
    for (int i = 0; i < kCount; ++i) {
        ErasureWish one = wish(std::chrono::seconds{i / 2});  // two of a second, from the terminal
        one.person = PersonId{"p-" + std::to_string(i)};
        ASSERT_TRUE(note_asked(store, one) && note_end(store, one, kNow + 1min));
    }
    std::vector<Instant> times;
    std::optional<Instant> before;
    do {
        const auto page = *eraser.page(kShop, before, 3);
        EXPECT_LE(page.erasings.size(), 4U) << "three, and what is of the last one's second";
        for (const api::Erasing& one : page.erasings) {
            EXPECT_EQ(one.state, api::JobState::Done);
            times.push_back(one.at);
        }
        before = page.next;
    } while (before);
    EXPECT_EQ(times.size(), static_cast<std::size_t>(kCount));
    EXPECT_TRUE(std::ranges::is_sorted(times, std::ranges::greater{}));
    EXPECT_TRUE(eraser.page(ShopId{"s-2"}, {}, 3)->erasings.empty());
    EXPECT_FALSE(eraser.page(kShop, {}, kCount)->next);
}

// The person's own key goes last and by it all else is found: a kill in between left an erasure
// that nobody ever ended.
TEST_F(Erasings, EndWhereAKillCameBetweenTheLastKeyAndItsNote) {
    open_case();
    ASSERT_TRUE(note_asked(store, wish()));
    {
        PersonEraser killed{store, uploads, wish()};
        ASSERT_TRUE(killed.look().has_value());
        do {
            ASSERT_TRUE(killed.prepare().has_value());
        } while (killed.erase_some(1s).value());
    }
    ASSERT_TRUE(store.erase_persons(kShop, {kPerson}));
    ASSERT_FALSE(notes().front().keys_are_gone);
    ASSERT_TRUE(eraser.resume());
    for (int i = 0; i < 1'000 && !notes().front().ended_at; ++i) std::this_thread::sleep_for(10ms);
    ASSERT_EQ(notes().size(), 1U);
    EXPECT_TRUE(notes().front().keys_are_gone);
    EXPECT_EQ(notes().front().ended_at, kNow + 1h);
}

// A command that had seen its file before a slice of an erasure, and waited the slice out, named a
// file that was gone: every audit failed from then on.
TEST_F(Erasings, NoCommandThatWaitedHandsInWhatWentMeanwhile) {
    open_case();
    const auto stays = evidence_of("e-1", "stays");
    const auto goes = evidence_of("e-2", "goes");
    app::Answer late = Error{.code = ErrorCode::Unavailable, .context = {}};
    std::jthread waits;
    ASSERT_TRUE(desk.alone([&]() -> Result<void> {
        waits = std::jthread{[&] { late = command(goes); }};
        std::this_thread::sleep_for(50ms);
        return uploads.erase(kShop, goes.exhibit.file->sha256);
    }));
    waits.join();
    ASSERT_TRUE(std::holds_alternative<Error>(late));
    EXPECT_EQ(std::get<Error>(late).code, ErrorCode::VersionConflict);
    EXPECT_TRUE(std::holds_alternative<app::Carried>(command(stays)));
}

}  // namespace
}  // namespace pingli::server
