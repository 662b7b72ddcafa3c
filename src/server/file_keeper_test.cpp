#include "server/file_keeper.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <filesystem>
#include <semaphore>
#include <thread>

#include "app/limits.hpp"
#include "base/sha256.hpp"
#include "cases/events.hpp"
#include "codec/case_codec.hpp"
#include "server/sealed_shut.hpp"
#include "store/memory_store.hpp"
#include "support/temporary_folder.hpp"
#include "vault/folder_vault.hpp"

namespace pingli::server {
namespace {

using namespace std::chrono_literals;

const ShopId kShop{"s-1"};
const UserId kUser{"u-1"};
constexpr Instant kCame{std::chrono::seconds{1'778'551'200}};  // 2026-05-12
constexpr Instant kOld = kCame + app::kFileWithoutCaseKeptFor;
constexpr Instant kGone = kOld + app::kFileGoesFor;

class FileKeeping : public testing::Test {
protected:
    std::string upload(const std::string& bytes, Instant now = kCame) {
        const std::string hash = sha256_hex(bytes);
        const auto path = folder.write("uploads/" + hash, bytes);
        EXPECT_TRUE(files.keep(
            kShop, kUser,
            {.path = path.string(), .sha256 = hash, .bytes = std::ssize(bytes), .name = "a.png"},
            now));
        return hash;
    }
    void hand_in(const std::string& hash) {
        cases::EvidenceSubmitted submitted;
        submitted.exhibit.exhibit_id = cases::ExhibitId{"e-" + hash};
        submitted.exhibit.file = cases::FileRef{.sha256 = hash, .bytes = 1, .mime = "", .name = ""};
        SealedShut shut;
        append(codec.encode({.what = submitted, .by = {}, .at = kCame}, shut));
    }
    void append(app::NewEvent event) {
        app::Change change{.shop = kShop,
                           .case_id = CaseId{"c-" + std::to_string(++last)},
                           .expected_version = 0,
                           .events = {std::move(event)},
                           .new_keys = {},
                           .request = std::nullopt,
                           .row = app::QueueRow{.kind = "claim",
                                                .phase = "open",
                                                .outcome = {},
                                                .assigned = {},
                                                .next_due_at = std::nullopt,
                                                .opened_at = kCame,
                                                .updated_at = kCame,
                                                .year = 2026,
                                                .list = "{}"},
                           .search_text = std::nullopt,
                           .ledger = {}};
        ASSERT_TRUE(store.append(std::move(change)).has_value());
    }
    std::int64_t collected(Instant now) {
        const auto done = collect_files(store, files, now);
        EXPECT_TRUE(done.has_value());
        return done ? done->files : -1;
    }
    [[nodiscard]] bool has_bytes(const std::string& hash) const {
        return std::filesystem::exists(folder.path() / "files" /
                                       vault::FolderVault::place_of(kShop, hash));
    }
    [[nodiscard]] bool can_be_handed_in(const std::string& hash, Instant now) {
        return files.find(kShop, hash, now).has_value();
    }

    support::TemporaryFolder folder;
    store::MemoryStore store{{}};
    vault::FolderVault vault{folder.path() / "files"};
    app::UploadedFiles files{store, vault};
    codec::JsonCaseCodec codec;
    int last = 0;
};

// security finding 23: files without a case are collected
TEST_F(FileKeeping, RemovesWhatNoCaseHoldsAndNothingElse) {
    const std::string loose = upload("loose");
    const std::string held = upload("held");
    hand_in(held);
    EXPECT_EQ(collected(kOld - 1s), 0);
    EXPECT_TRUE(can_be_handed_in(loose, kOld - 1s));
    EXPECT_EQ(collected(kOld), 0);
    EXPECT_FALSE(can_be_handed_in(loose, kOld)) << "it goes";
    EXPECT_TRUE(has_bytes(loose));
    EXPECT_EQ(collected(kGone - 1s), 0);
    EXPECT_EQ(collected(kGone), 1);
    EXPECT_FALSE(has_bytes(loose));
    EXPECT_EQ(collected(kGone + 24h * 365), 0);
    EXPECT_TRUE(can_be_handed_in(held, kGone));
    EXPECT_TRUE(has_bytes(held));
    upload("loose", kGone);
    EXPECT_TRUE(can_be_handed_in(loose, kGone) && has_bytes(loose)) << "once more from the start";
}

// A command that had seen the file before it went comes to its end after that.
TEST_F(FileKeeping, SavesWhatIsHandedInAtTheLastMoment) {
    const std::string hash = upload("late");
    EXPECT_EQ(collected(kOld), 0);
    hand_in(hash);
    EXPECT_EQ(collected(kGone), 0);
    EXPECT_TRUE(can_be_handed_in(hash, kGone) && has_bytes(hash));
    EXPECT_EQ(collected(kGone + 24h * 365), 0);
}

TEST_F(FileKeeping, CountsAnewWhenTheSameBytesComeAgain) {
    const std::string hash = upload("twice");
    EXPECT_EQ(collected(kOld), 0);
    upload("twice", kOld + 1min);
    EXPECT_EQ(collected(kGone), 0);
    EXPECT_TRUE(can_be_handed_in(hash, kGone) && has_bytes(hash));
    const auto goes = files.doubtful(kOld + 1min + app::kFileWithoutCaseKeptFor).value();
    ASSERT_EQ(goes.size(), 1U);
    upload("twice", kGone);  // between the look and the deed
    EXPECT_FALSE(files.settle(goes[0], false, kGone).value());
    EXPECT_TRUE(can_be_handed_in(hash, kGone));
}

// The program fell between the record and the bytes, or between the bytes and the record.
TEST_F(FileKeeping, ClearsAwayWhatAFallLeft) {
    const std::string hash = sha256_hex("bytes");
    const auto nowhere = files.keep(
        kShop, kUser,
        {.path = (folder.path() / "none").string(), .sha256 = hash, .bytes = 5, .name = ""}, kCame);
    EXPECT_FALSE(nowhere.has_value());
    EXPECT_FALSE(can_be_handed_in(hash, kCame));
    EXPECT_EQ(collected(kCame + app::kFileGoesFor), 1);
    EXPECT_TRUE(store.list(app::kFileKind, {}, {}, 10).value().empty());

    const std::string half = upload("half erased");
    EXPECT_EQ(collected(kOld), 0);
    ASSERT_TRUE(vault.erase(kShop, half));
    EXPECT_EQ(collected(kGone), 1);
    EXPECT_TRUE(store.list(app::kFileKind, {}, {}, 10).value().empty());
}

TEST_F(FileKeeping, ErasesNothingOfAChainThatCannotBeRead) {
    const std::string hash = upload("loose");
    append({.type = "EvidenceSubmitted", .body = R"({"file":{"sha256":"?)"});
    const auto done = collect_files(store, files, kOld).value();
    EXPECT_EQ(done.shops_passed_over, 1);
    EXPECT_EQ(collected(kGone), 0);
    EXPECT_TRUE(can_be_handed_in(hash, kGone) && has_bytes(hash));
}

// Their time begins when they are first looked at, and the whole chain may name them.
TEST_F(FileKeeping, KnowsRecordsOfOlderVersions) {
    const std::string held = upload("held");
    hand_in(held);
    const std::string loose = upload("loose");
    for (const std::string& hash : {held, loose})
        ASSERT_TRUE(store.put(app::kFileKind,
                              {.key = app::file_record_key(kShop, hash),
                               .bytes = "bytes\t4\nmime\timage/png\nname\ta.png\n",
                               .expires_at = std::nullopt},
                              app::Put::Always));
    EXPECT_EQ(collected(kGone), 0);
    EXPECT_TRUE(can_be_handed_in(loose, kGone));
    EXPECT_EQ(collected(kGone + app::kFileWithoutCaseKeptFor), 0);
    EXPECT_EQ(collected(kGone + app::kFileWithoutCaseKeptFor + app::kFileGoesFor), 1);
    EXPECT_TRUE(has_bytes(held) && !has_bytes(loose));
}

// Stands still while it keeps a file, until it is let go.
class SlowVault final : public app::Vault {
public:
    explicit SlowVault(app::Vault& vault) : vault_(vault) {}
    Result<std::string> keep(const ShopId& shop, const std::string& path,
                             const std::string& sha256) override {
        keeps.release();
        may_go_on.acquire();
        return vault_.keep(shop, path, sha256);
    }
    Result<std::string> find(const ShopId& shop, const std::string& sha256) override {
        return vault_.find(shop, sha256);
    }
    Result<void> erase(const ShopId& shop, const std::string& sha256) override {
        return vault_.erase(shop, sha256);
    }
    std::binary_semaphore keeps{0};
    std::binary_semaphore may_go_on{0};

private:
    app::Vault& vault_;
};

// An erasure in the midst of an upload of the same bytes left a record of bytes that were gone, or
// bytes that no record named.
TEST_F(FileKeeping, ErasesNothingWhileTheSameBytesAreBeingKept) {
    const std::string hash = sha256_hex("picture");
    const auto path = folder.write("uploads/" + hash, "picture");
    SlowVault slow{vault};
    app::UploadedFiles uploads{store, slow};
    std::jthread keeps{[&] {
        EXPECT_TRUE(uploads.keep(
            kShop, kUser, {.path = path.string(), .sha256 = hash, .bytes = 7, .name = "a.png"},
            kCame));
    }};
    slow.keeps.acquire();
    std::atomic<bool> is_erased = false;
    std::jthread erases{[&] {
        EXPECT_TRUE(uploads.erase(kShop, hash));
        is_erased = true;
    }};
    std::this_thread::sleep_for(50ms);
    EXPECT_FALSE(is_erased) << "it waits";
    slow.may_go_on.release();
    keeps.join();
    erases.join();
    EXPECT_FALSE(has_bytes(hash) || can_be_handed_in(hash, kCame)) << "it came after the upload";
}

}  // namespace
}  // namespace pingli::server
