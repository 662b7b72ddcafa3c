#include "server/erase.hpp"

#include <gtest/gtest.h>

#include <filesystem>

#include "base/sha256.hpp"
#include "cases/events.hpp"
#include "codec/case_codec.hpp"
#include "server/limits.hpp"
#include "server/sealed_shut.hpp"
#include "store/memory_store.hpp"
#include "support/temporary_folder.hpp"
#include "vault/folder_vault.hpp"

namespace pingli::server {
namespace {

using namespace std::chrono_literals;

const ShopId kShop{"s-1"};
const PersonId kPerson{"u-1"};
constexpr Instant kNow{std::chrono::seconds{1'778'551'200}};  // 2026-05-12

store::Options with_fold() {
    store::Options options;
    options.fold = [](std::string_view text) { return std::string{text}; };
    return options;
}

class Erasing : public testing::Test {
protected:
    std::string upload(const std::string& bytes) {
        const std::string hash = sha256_hex(bytes);
        const auto path = folder.write("uploads/" + hash, bytes);
        EXPECT_TRUE(files.keep(
            kShop, UserId{kPerson.value()},
            {.path = path.string(), .sha256 = hash, .bytes = std::ssize(bytes), .name = "a.png"},
            kNow));
        return hash;
    }
    void append(cases::Happening what) {
        SealedShut shut;
        app::Change change{
            .shop = kShop,
            .case_id = CaseId{"c-1"},
            .expected_version = version++,
            .events = {codec.encode({.what = std::move(what), .by = {}, .at = kNow}, shut)},
            .new_keys = {},
            .request = std::nullopt,
            .row = app::QueueRow{.kind = "claim",
                                 .phase = "open",
                                 .outcome = {},
                                 .assigned = {},
                                 .next_due_at = std::nullopt,
                                 .opened_at = kNow,
                                 .updated_at = kNow,
                                 .year = 2026,
                                 .list = "{}"},
            .search_text = std::nullopt,
            .ledger = {}};
        ASSERT_TRUE(store.append(std::move(change)).has_value());
    }
    void open_case() {
        cases::ClaimOpened opened;
        opened.opening.case_id = CaseId{"c-1"};
        opened.opening.shop = kShop;
        opened.opening.person = kPerson;
        append(opened);
    }
    void hand_in(const std::string& hash) {
        cases::EvidenceSubmitted submitted;
        submitted.exhibit.exhibit_id = cases::ExhibitId{"e-" + std::to_string(version)};
        if (!hash.empty())
            submitted.exhibit.file =
                cases::FileRef{.sha256 = hash, .bytes = 1, .mime = "", .name = ""};
        append(submitted);
    }
    [[nodiscard]] bool has_bytes(const std::string& hash) const {
        return std::filesystem::exists(folder.path() / "files" /
                                       vault::FolderVault::place_of(kShop, hash));
    }
    static ErasureWish wish(std::chrono::seconds later = 0s) {
        return {.shop = kShop,
                .person = kPerson,
                .by = "terminal",
                .reason = "asked",
                .now = kNow + later};
    }
    void erase(std::chrono::seconds later) {
        const auto done = erase_person(store, folder.path() / "files", wish(later));
        ASSERT_TRUE(done.has_value()) << done.error().context;
    }

    support::TemporaryFolder folder;
    store::MemoryStore store{with_fold()};
    vault::FolderVault vault{folder.path() / "files"};
    app::UploadedFiles files{store, vault};
    codec::JsonCaseCodec codec;
    std::int64_t version = 0;
};

// A person's uploads were all taken in one slice, however many there were.
TEST_F(Erasing, TakesOneFileBetweenTwoLooksAtTheClock) {
    open_case();
    const std::size_t count = kErasedFilesAhead + 3;
    for (std::size_t i = 0; i < count; ++i) upload("file " + std::to_string(i));
    PersonEraser eraser{store, files, wish()};
    ASSERT_TRUE(eraser.look().has_value());
    std::size_t slices = 0;
    for (bool is_more = true; is_more; ++slices) {
        const auto before = eraser.erased().files;
        ASSERT_TRUE(eraser.prepare().has_value());
        is_more = eraser.erase_some(0ms).value();
        EXPECT_LE(eraser.erased().files, before + 1);
        ASSERT_LT(slices, 3 * count);
    }
    EXPECT_EQ(eraser.erased().files, static_cast<std::int64_t>(count));
    EXPECT_TRUE(store.list(app::kFileKind, {}, {}, 10).value().empty());
    EXPECT_TRUE(eraser.erase_last().value());
}

// A command that had waited out the slice named a file that the slice took: audit and every backup
// were bad from then on, and erasing again changed nothing.
TEST_F(Erasing, NotesOnceMoreWhatAnEventNamesAfterItWent) {
    open_case();
    const std::string hash = upload("picture");
    hand_in(hash);
    erase(0s);
    EXPECT_FALSE(has_bytes(hash));
    EXPECT_EQ(erased_files(store, kShop)->at(hash), 2);
    hand_in(hash);
    erase(1s);
    EXPECT_EQ(erased_files(store, kShop)->at(hash), 3);
}

TEST_F(Erasing, LeavesWhatWasNamedSinceItWasNoted) {
    open_case();
    const std::string hash = upload("picture");
    hand_in(hash);
    PersonEraser eraser{store, files, wish()};
    ASSERT_TRUE(eraser.look().has_value());
    ASSERT_TRUE(eraser.prepare().has_value());
    hand_in(hash);
    EXPECT_TRUE(eraser.erase_some(1s).value()) << "it is to be noted anew";
    EXPECT_TRUE(has_bytes(hash));
    while (true) {
        ASSERT_TRUE(eraser.prepare().has_value());
        if (!eraser.erase_some(1s).value()) break;
    }
    EXPECT_FALSE(has_bytes(hash));
    EXPECT_EQ(erased_files(store, kShop)->at(hash), 3);
}

// Whoever changes a case all the time does not keep its person from being erased.
TEST_F(Erasing, EndsAlsoWhileACaseNeverRests) {
    open_case();
    PersonEraser eraser{store, files, wish()};
    ASSERT_TRUE(eraser.look().has_value());
    int slices = 0;
    do {
        ASSERT_TRUE(eraser.prepare().has_value());
        hand_in("");
        ASSERT_LE(++slices, kErasedTextsTries + 1);
    } while (eraser.erase_some(1s).value());
    hand_in("");
    EXPECT_TRUE(eraser.erase_last().value());
    EXPECT_EQ(store.person_key(kShop, kPerson)->state, app::KeyState::Erased);
}

}  // namespace
}  // namespace pingli::server
