// An export taken into another store, of whatever technology, has the same hashes.

#include "app/transfer.hpp"
#include "contract/samples.hpp"
#include "store/verify.hpp"

namespace pingli::contract {

class Transfer : public StoreContract {
protected:
    std::vector<app::ExportLine> exported() {
        std::vector<app::ExportLine> lines;
        const auto done =
            app::export_store(*store, [&](const app::ExportLine& line) -> Result<void> {
                lines.push_back(line);
                return {};
            });
        EXPECT_TRUE(done.has_value());
        return lines;
    }
    static Result<void> import(app::Store& into, const std::vector<app::ExportLine>& lines) {
        app::Importer importer{into};
        for (const app::ExportLine& line : lines) TRY(importer.take(line));
        return importer.finish();
    }
};
INSTANTIATE_TEST_SUITE_P(Store, Transfer, testing::ValuesIn(technologies()),
                         [](const auto& technology) { return technology.param.name; });

TEST_P(Transfer, GivesEveryOtherStoreTheSameHashes) {
    app::Change change = begin(kShop, "a", "退款");
    change.new_keys = {{.person = PersonId{"p"}, .key = "k"},
                       {.person = PersonId{"q"}, .key = "k"}};
    must(change);
    must(begin(kOther, "a"));
    for (int version = 1; version < 1100; ++version)
        ASSERT_TRUE(store->append(more(kShop, "a", version)).has_value());
    ASSERT_TRUE(store->erase_persons(kShop, {PersonId{"q"}}).has_value());
    ASSERT_TRUE(store->put("account", {"li", "1", kNow}, app::Put::Always).has_value());
    const ShopId quiet{"shop-3"};  // has no event
    ASSERT_TRUE(store->put("shop", {quiet.value(), "", {}}, app::Put::Always).has_value());
    app::ShelvedFinding shelved;
    shelved.key = {.kind = "review", .id = "1"};
    shelved.verdict = "genuine";
    shelved.sku = "TEA-1";
    shelved.body = std::string("\0b", 2);
    ASSERT_TRUE(store->put_reviews(quiet, {shelved}, {}).has_value());
    app::ReviewMark mark;
    mark.version = 2;
    mark.state = "new";
    mark.at = kNow;
    ASSERT_TRUE(store->put_mark(quiet, {.key = shelved.key, .mark = mark}).has_value());
    const auto lines = exported();
    for (const Technology& technology : technologies()) {
        SCOPED_TRACE(technology.name);
        const auto other_home = technology.make();
        const auto other = other_home->open();
        ASSERT_TRUE(import(*other, lines).has_value());
        ASSERT_TRUE(import(*other, lines).has_value());  // Once more does no harm.
        ASSERT_TRUE(other->rebuild(project_plainly).has_value());
        EXPECT_EQ(*other->heads(), *store->heads());
        EXPECT_TRUE(store::verify(*other, kShop, store->heads()->front())->is_good());
        EXPECT_EQ(other->person_key(kShop, PersonId{"p"})->key, "k");
        EXPECT_EQ(other->person_key(kShop, PersonId{"q"})->state, app::KeyState::Erased);
        EXPECT_EQ(other->review(quiet, shelved.key)->finding, shelved);
        EXPECT_EQ(other->review(quiet, shelved.key)->mark, mark);
        EXPECT_EQ(other->list("account", "", "", 10)->front().expires_at, kNow);
    }
}

TEST_P(Transfer, SaysThatAnExportWasCutOffOrChanged) {
    must(begin(kShop, "a"));
    must(more(kShop, "a", 1));
    auto lines = exported();
    ASSERT_EQ(lines.size(), 3U);
    const auto into = [&](const std::vector<app::ExportLine>& some) {
        const auto other_home = GetParam().make();
        const auto other = other_home->open();
        const auto done = import(*other, some);
        return done ? std::nullopt : std::optional{done.error().code};
    };
    EXPECT_EQ(into(lines), std::nullopt);
    EXPECT_EQ(into({lines[0], lines[1]}), ErrorCode::Corrupt);
    std::get<app::ExportedEvent>(lines[1]).event.type = "Other";
    EXPECT_EQ(into(lines), ErrorCode::Corrupt);
}

}  // namespace pingli::contract
