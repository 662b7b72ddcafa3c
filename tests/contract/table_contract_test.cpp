// Every column of every declared row, through every store: written, put again, read whole and in
// pages, counted, exported, rebuilt. And the schema that the steps have made is what is declared.

#include "app/transfer.hpp"
#include "contract/samples.hpp"
#include "store/compare.hpp"
#include "store/migrations.hpp"
#include "store/table_text.hpp"
#include "store/tables.hpp"
#include "store/verify.hpp"
#include "store/verify_journal.hpp"
#include "support/filled_row.hpp"

namespace pingli::contract {

using support::filled;

class Columns : public StoreContract {
protected:
    static app::ShelvedFinding finding(int seed) {
        auto made = filled<app::ShelvedFinding>(seed);
        made.key = {.kind = "review", .id = "r"};
        return made;
    }
    static app::ReviewMark mark(int seed) {
        auto made = filled<app::ReviewMark>(seed);
        made.version = seed;
        return made;
    }
    static app::QueueRow queue_row(int seed) {
        auto made = filled<app::QueueRow>(seed);
        made.year = 2026;
        return made;
    }
    void expect_shelved(app::Store& where, app::ShelvedFinding wanted,
                        const app::ReviewMark& done) {
        const auto whole = where.review(kShop, wanted.key);
        ASSERT_TRUE(whole.has_value()) << whole.error().context;
        EXPECT_EQ(whole->finding, wanted);
        EXPECT_EQ(whole->mark, done);
        EXPECT_EQ(whole->position, 1);
        app::ShelfQuery query;
        query.shop = kShop;
        query.kind = wanted.key.kind;
        query.verdict = wanted.verdict;
        query.ground = wanted.ground;
        query.state = done.state;
        query.is_reportable = wanted.is_reportable;
        query.sku = wanted.sku;
        query.courier = wanted.courier;
        query.agent = wanted.agent;
        query.import_id = wanted.import_id;
        query.made_from = wanted.made_at;
        query.made_before = wanted.made_at + std::chrono::seconds{1};
        query.causes = wanted.causes;
        for (const auto order : {app::ShelfOrder::Due, app::ShelfOrder::Newest}) {
            query.order = order;
            const auto page = where.reviews(query);
            ASSERT_TRUE(page.has_value()) << page.error().context;
            ASSERT_EQ(page->entries.size(), 1U);
            auto shown = wanted;
            shown.body.clear();
            EXPECT_EQ(page->entries.front().finding, shown);
            EXPECT_EQ(page->entries.front().mark, done);
            EXPECT_EQ(page->entries.front().position, 1);
        }
        EXPECT_EQ(*where.count_reviews(query),
                  (std::vector<app::ShelfCount>{{.verdict = wanted.verdict,
                                                 .state = done.state,
                                                 .is_reportable = wanted.is_reportable,
                                                 .count = 1}}));
        EXPECT_TRUE(store::verify_journal(where, {})->faults.empty());
    }
    void expect_queued(const app::QueueRow& wanted, std::int64_t version) {
        const auto entry = store->find(kShop, CaseId{"a"});
        ASSERT_TRUE(entry.has_value()) << entry.error().context;
        EXPECT_EQ(entry->row, wanted);
        EXPECT_EQ(entry->version, version);
        EXPECT_EQ(*store->find_number(kShop, entry->number), *entry);
        app::QueueQuery query;
        query.shop = kShop;
        query.kind = wanted.kind;
        query.phase = wanted.phase;
        query.outcome = wanted.outcome;
        query.assigned = wanted.assigned;
        query.due_to = wanted.next_due_at;
        query.updated_from = wanted.updated_at;
        query.opened_from = wanted.opened_at;
        EXPECT_EQ(store->count_cases(query).value_or(-1), 1);
        for (const auto order :
             {app::QueueOrder::Due, app::QueueOrder::Newest, app::QueueOrder::Updated}) {
            query.order = order;
            const auto page = store->queue(query);
            ASSERT_TRUE(page.has_value()) << page.error().context;
            EXPECT_EQ(page->entries, std::vector<app::CaseEntry>{*entry});
        }
    }
};
INSTANTIATE_TEST_SUITE_P(Store, Columns, testing::ValuesIn(technologies()),
                         [](const auto& technology) { return technology.param.name; });

TEST_P(Columns, OfAReviewComeBackFromEveryStoreAndThroughAnExport) {
    for (const int seed : {1, 2}) {
        ASSERT_TRUE(store->put_reviews(kShop, {finding(seed)}, {}).has_value());
        const auto marked = store->append(marking(kShop, finding(seed).key, mark(seed)));
        ASSERT_TRUE(marked.has_value()) << marked.error().context;
        if (home->survives()) reopen();
        expect_shelved(*store, finding(seed), mark(seed));
    }
    ASSERT_TRUE(store->put("shop", {kShop.value(), "", {}}, app::Put::Always).has_value());
    for (const Technology& technology : technologies()) {
        SCOPED_TRACE(technology.name);
        const auto other_home = technology.make();
        const auto other = other_home->open();
        app::Importer importer{*other};
        const auto done = app::export_store(
            *store, [&](const app::ExportLine& line) { return importer.take(line); });
        ASSERT_TRUE(done.has_value() && importer.finish().has_value());
        expect_shelved(*other, finding(2), mark(2));
    }
}

TEST_P(Columns, OfACaseAndItsPointsComeBackAndAreWhatARebuildMakes) {
    app::Change change = begin(kShop, "a");
    change.row = queue_row(1);
    change.ledger = {filled<app::LedgerEntry>(3), filled<app::LedgerEntry>(4)};
    must(std::move(change));
    expect_queued(queue_row(1), 1);
    change = more(kShop, "a", 1);
    change.row = queue_row(2);
    must(std::move(change));
    if (home->survives()) reopen();
    expect_queued(queue_row(2), 2);
    const auto expect_points = [&] {
        for (const int seed : {3, 4}) {
            const auto entry = filled<app::LedgerEntry>(seed);
            EXPECT_EQ(*store->ledger(kShop, entry.year),
                      (std::vector<app::LedgerLine>{{CaseId{"a"}, 1, entry}}));
        }
    };
    expect_points();
    const app::Project project = [](const ShopId&,
                                    const std::vector<app::StoredEvent>&) -> Result<app::CaseRows> {
        return app::CaseRows{
            .row = queue_row(2),
            .search_text = {},
            .ledger = {{1, filled<app::LedgerEntry>(3)}, {1, filled<app::LedgerEntry>(4)}}};
    };
    for (int i = 0; i < 2; ++i) {
        auto verdict = store::verify(*store, kShop);
        ASSERT_TRUE(verdict.has_value());
        const app::Head head = verdict->head;
        ASSERT_TRUE(store::compare_rows(*store, head, project, {}, *verdict).has_value());
        EXPECT_TRUE(verdict->is_good());
        ASSERT_TRUE(store->rebuild(project).has_value());
        expect_queued(queue_row(2), 2);
        expect_points();
    }
}

// A column that is another than its events say is found, whichever it is.
TEST_P(Columns, OfACaseAreComparedOneByOne) {
    app::Change change = begin(kShop, "a");
    change.row = queue_row(1);
    must(std::move(change));
    const auto& fields = store::table<store::CaseTable>().fields;
    for (std::size_t at = 0; at < store::values_of<app::QueueRow>(queue_row(1)).size(); ++at) {
        const char* const name = fields[fields.size() - 1 - at].column.name;  // the row's are last
        SCOPED_TRACE(name);
        app::QueueRow other = queue_row(1);
        const auto one_other = [&, this_name = std::string_view{name}](
                                   const app::TableColumn& column, auto& value) {
            if (this_name == column.name) support::RowFilling{2}(column, value);
        };
        app::QueueRow::each(other, one_other);
        auto verdict = store::verify(*store, kShop);
        ASSERT_TRUE(verdict.has_value());
        const app::Head head = verdict->head;
        const app::Project project =
            [&](const ShopId&, const std::vector<app::StoredEvent>&) -> Result<app::CaseRows> {
            return app::CaseRows{.row = other, .search_text = {}, .ledger = {}};
        };
        ASSERT_TRUE(store::compare_rows(*store, head, project, {}, *verdict).has_value());
        ASSERT_EQ(verdict->faults.size(), 1U);
        const std::string what = english(verdict->faults.front().what);
        EXPECT_NE(what.find("the queue says another "), std::string::npos) << what;
    }
}

// What PostgreSQL says of the tables that the steps made, and of those made as they are declared.
TEST_P(Columns, StandInPostgresAsTheyAreDeclared) {
    if (GetParam().name != "Postgres") return;
    using store::Dialect;
    std::string sql = "CREATE SCHEMA declared; SET search_path = declared;";
    std::string names;
    const auto add = [&](const store::Table& table) {
        sql += create_text(table, Dialect::Postgres);
        names += (names.empty() ? "'" : ", '") + std::string{table.name} + "'";
    };
    add(store::table<store::EventTable>());
    add(store::table<store::HeadTable>());
    add(store::table<store::CaseTable>());
    add(store::table<store::NumberTable>());
    add(store::table<store::LedgerTable>());
    add(store::table<store::ShelfTable>());
    add(store::table<store::AnswerTable>());
    add(store::table<store::JournalTable>());
    const auto compare = [&](const std::string& a, const std::string& b) {
        sql += "DO $$ DECLARE wrong text; BEGIN SELECT string_agg(x, ', ') INTO wrong FROM (((" +
               a + ") EXCEPT (" + b + ")) UNION ALL ((" + b + ") EXCEPT (" + a +
               "))) AS d (x); IF wrong IS NOT NULL THEN"
               " RAISE EXCEPTION 'declared otherwise: %', wrong; END IF; END $$;";
    };
    const auto columns = [&](const std::string& schema) {
        return "SELECT table_name || '.' || column_name || ' ' || data_type || ' ' || is_nullable"
               " FROM information_schema.columns WHERE table_schema = '" +
               schema + "' AND table_name IN (" + names + ")";
    };
    const auto indexes = [&](const std::string& schema) {
        return "SELECT replace(indexdef, '" + schema +
               ".', '') FROM pg_indexes WHERE schemaname = '" + schema + "' AND tablename IN (" +
               names + ")";
    };
    compare(columns("public"), columns("declared"));
    compare(indexes("public"), indexes("declared"));
    home->tamper(sql);
}

}  // namespace pingli::contract
