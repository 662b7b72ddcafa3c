// How many bytes of imports and how many files of exhibits a person and a shop may upload in a day:
// the routes over a store in memory, with files that say of themselves that they are large.

#include <gtest/gtest.h>

#include <atomic>
#include <map>
#include <memory>
#include <utility>

#include "api/limits.hpp"
#include "api/routes.hpp"
#include "codec/case_codec.hpp"
#include "reviews/draft_coach.hpp"
#include "reviews/imports.hpp"
#include "reviews/review_desk.hpp"
#include "store/memory_store.hpp"
#include "support/accounts_office.hpp"
#include "support/store_fold.hpp"
#include "support/temporary_folder.hpp"
#include "vault/folder_vault.hpp"

namespace pingli::api {
namespace {

using namespace std::chrono_literals;
using namespace support;

class NoPapers final : public app::PaperReader {
public:
    Result<app::Paper<contacts::ListedCall>> carrier_list(
        const std::string&, const std::string&, const std::vector<std::string>&) override {
        return fail(ErrorCode::Unavailable, "no papers here");
    }
    Result<app::Paper<contacts::LoggedContact>> contact_log(const std::string&,
                                                            const std::string&) override {
        return fail(ErrorCode::Unavailable, "no papers here");
    }
};

store::Options store_options(const std::atomic<Instant>& now) {
    store::Options options;
    options.fold = shipped_fold();
    options.now = [&now] { return now.load(); };
    return options;
}

Result<Zone> load_zone(const std::string& name) {
    return Zone::fixed(name, 8h);
}

class ImportQuota : public testing::Test {
protected:
    ImportQuota() {
        EXPECT_TRUE(imports.start());
        add_import_routes(router, services);
        add_file_routes(router, services);
        for (const ShopId& shop : {kTea, kCoats}) {
            EXPECT_TRUE(shops.add(
                {.id = shop, .name = "x", .platform = "taobao", .zone = "Asia/Shanghai"}));
            EXPECT_TRUE(imports.make(shop, kAn, "one"));
        }
        for (const UserId& user : {kAn, kBo, UserId{"cui"}})
            office.add(user, {{.shop = kTea, .roles = kOwner}, {.shop = kCoats, .roles = kOwner}});
    }

    http::Request request_of(const UserId& user, const ShopId& shop) {
        std::string& token = tokens[user];
        if (token.empty())
            token = office.accounts
                        ->make_token(user,
                                     {.name = "t",
                                      .scope = accounts::Scope::Write,
                                      .shops = {},
                                      .expires_at = {}},
                                     now)
                        ->secret;
        http::Request request;
        request.method = http::Method::Post;
        request.path = {"api", "v1", "shops", shop.value(), "imports", "one", "files"};
        request.query = {{"name", "orders.csv"}};
        http::add_field(request.fields, "Authorization", "Bearer " + token);
        return request;
    }
    // The answer's status: of the gate before the body comes, or of what takes the file.
    int upload(const UserId& user, const ShopId& shop, std::uint64_t bytes) {
        auto request = std::make_shared<http::Request>(request_of(user, shop));
        auto match = router.match(request->method, request->path);
        request->path_values = std::move(match.values);
        request->route = match.route->pattern;
        if (const auto instead = match.route->options.gate(*request)) return instead->status;
        request->file =
            http::UploadedFile{.file = http::TemporaryFile{folder.write("given", "订单编号\n1\n")},
                               .name = "orders.csv",
                               .media_type = "text/csv",
                               .bytes = bytes,
                               .sha256 = {}};
        int status = 0;
        match.route->handler(request, http::Responder{[&](const http::Response& response) {
                                 status = response.status;
                             }});
        return status;
    }

    // Whether one more file of an exhibit may come; its bytes are not sent.
    bool may_begin(const UserId& user, const ShopId& shop) {
        http::Request request = request_of(user, shop);
        request.path = {"api", "v1", "shops", shop.value(), "files"};
        auto match = router.match(request.method, request.path);
        request.path_values = std::move(match.values);
        request.route = match.route->pattern;
        const auto instead = match.route->options.gate(request);
        EXPECT_EQ(instead ? instead->status : 429, 429);
        return !instead;
    }
    // Till the first that may not.
    std::uint64_t begun(const UserId& user, const ShopId& shop) {
        std::uint64_t count = 0;
        while (may_begin(user, shop)) ++count;
        return count;
    }

    std::atomic<Instant> now = kNow;  // workers of imports look at it, too
    TemporaryFolder folder;
    store::MemoryStore records{store_options(now)};
    support::Office office;
    codec::JsonCaseCodec codec;
    rulebook::Library library{{}};
    cases::FormTemplates forms;
    rulebook::Resources resources;
    app::CaseDesk desk{records,
                       codec,
                       library,
                       {.now = [this] { return now.load(); },
                        .random = counting(),
                        .year_of = [](const ShopId&, Instant) { return 2026; },
                        .publish = [](const app::Published&) {}}};
    app::Shops shops{records, load_zone};
    vault::FolderVault vault{folder.path() / "files"};
    app::UploadedFiles files{records, vault};
    NoPapers papers;
    app::SecurityLog security{records, [this] { return now.load(); }};
    Budget acts{kActsCountedFor};
    Lane hashing{LaneLimits{}};
    Askers askers{kAskersRemembered};
    Hub hub;
    notify::HookBook hooks{records};
    app::Random random = counting();
    app::MaskBook masks{records, desk};
    reviews::ReviewDesk reviews{records, random, desk, masks};
    engines::Engines engines{folder.path()};
    reviews::DraftCoach drafts{engines, library};
    reviews::Imports imports{records,
                             shops,
                             engines,
                             library,
                             {.folder = folder.path() / "imports",
                              .formats = std::filesystem::path{PINGLI_SOURCE_DIR} / "formats",
                              .now = [this] { return now.load(); },
                              .random = random,
                              .load_zone = load_zone,
                              .publish = [](const reviews::ImportRecord&) {},
                              .note = [](const std::string&) {}}};
    const Services services{.store = records,
                            .desk = desk,
                            .shops = shops,
                            .vault = vault,
                            .files = files,
                            .papers = papers,
                            .accounts = *office.accounts,
                            .security = security,
                            .acts = acts,
                            .hashing = hashing,
                            .askers = askers,
                            .hub = hub,
                            .hooks = hooks,
                            .reviews = reviews,
                            .imports = imports,
                            .drafts = drafts,
                            .library = library,
                            .forms = forms,
                            .resources = resources,
                            .fold = shipped_fold(),
                            .now = [this] { return now.load(); },
                            .new_id = [] { return std::string{"id"}; },
                            .random = random,
                            .metrics = {},
                            .statistics = {},
                            .read_event = {},
                            .note = {},
                            .office = {},
                            .version = {},
                            .base_url = {},
                            .names = {}};
    http::Router router;
    std::map<UserId, std::string> tokens;
};

// Of what a person may; a little is left, for the gate counts a byte each time.
constexpr std::uint64_t kHalf = kImportBytesOfPersonMax / 2 - 5;

TEST_F(ImportQuota, APersonHasADaysBytesInAllShops) {
    EXPECT_EQ(upload(kAn, kTea, kHalf), 201);
    EXPECT_EQ(upload(kAn, kCoats, kHalf + 10), 429) << "that file would be too much";
    EXPECT_EQ(upload(kAn, kCoats, kHalf), 201) << "what was refused counts for nothing";
    for (int i = 0; i < 10; ++i) static_cast<void>(upload(kAn, kTea, 1));
    EXPECT_EQ(upload(kAn, kTea, 1), 429);
    EXPECT_EQ(upload(kBo, kTea, 1), 201);
    now = kNow + kUploadsCountedFor - 1s;
    EXPECT_EQ(upload(kAn, kTea, 1), 429);
    now = kNow + kUploadsCountedFor;
    EXPECT_EQ(upload(kAn, kTea, kHalf), 201);
}

TEST_F(ImportQuota, AShopHasADaysBytesOfAllItsPeople) {
    static_assert(kImportBytesOfShopMax == 2 * kImportBytesOfPersonMax);
    for (const UserId& user : {kAn, kBo})
        for (int i = 0; i < 2; ++i) EXPECT_EQ(upload(user, kTea, kHalf), 201);
    const UserId cui{"cui"};
    EXPECT_EQ(upload(cui, kTea, 20), 429);
    EXPECT_EQ(upload(cui, kCoats, 2 * kHalf), 201) << "their own share is whole";
}

// However small they are: each costs a record and a place on the disk. Only bytes were counted.
TEST_F(ImportQuota, APersonBeginsSoManyUploadsOfExhibitsADay) {
    const UserId buyer{"buyer"};
    office.add(buyer, {{.shop = kTea, .roles = {accounts::Role::Claimant}}});
    EXPECT_EQ(begun(buyer, kTea), kUploadsOfClaimantMax);
    EXPECT_EQ(begun(kAn, kTea), kUploadsOfPersonMax);
    EXPECT_FALSE(may_begin(kAn, kCoats)) << "in all shops together";
    EXPECT_TRUE(may_begin(kBo, kTea));
    now = kNow + kUploadsCountedFor;
    EXPECT_TRUE(may_begin(buyer, kTea));
}

}  // namespace
}  // namespace pingli::api
