// Random commands through the desk, on every store, against the plainest model there is: a map of
// cases, each the fold of the events that cases::decide gave. No difference may show in an answer,
// a case, a queue row, the ledger, or the chain.
// proves X4 H2 H9

#include <gtest/gtest.h>

#include <cstdlib>
#include <map>
#include <random>

#include "app/case_desk.hpp"
#include "app/case_rows.hpp"
#include "codec/case_codec.hpp"
#include "contract/stores.hpp"
#include "model/chance.hpp"
#include "store/verify.hpp"
#include "views/ledger.hpp"

namespace pingli::model {
namespace {

using namespace cases;  // NOLINT(google-build-using-namespace): this file speaks of nothing else

constexpr unsigned kCommandsDefault = 1'000;
constexpr unsigned kLiveCases = 12;      // worked on at one time
constexpr unsigned kCommandsACase = 60;  // at most, on average
constexpr unsigned kCommandsAtItsEnd = 3;
constexpr unsigned kMinutesACommand = 8;  // at most, but for nights and week-ends
constexpr unsigned kCachedCases = 5;      // fewer than live, so that most are read back
constexpr unsigned kShops = 3;

unsigned number_from_environment(const char* name, unsigned otherwise) {
    const char* text = std::getenv(name);
    return text == nullptr ? otherwise : static_cast<unsigned>(std::strtoul(text, nullptr, 10));
}

int year_in_shanghai(Instant at) {
    const auto day = std::chrono::floor<std::chrono::days>(at + std::chrono::hours{8});
    return static_cast<int>(std::chrono::year_month_day{day}.year());
}

struct ModelCase {
    ShopId shop;
    Case state;
    Events events;
};

class ModelTest : public testing::TestWithParam<contract::Technology> {
protected:
    ModelTest()
        : home_(GetParam().make()),
          store_(home_->open()),
          seed_(number_from_environment("PINGLI_MODEL_SEED", 1)),
          chance_(seed_),
          random_(seed_) {
        open_desk();
    }
    ~ModelTest() override { store_.reset(); }  // acknowledges to a desk that is there

    void open_desk() {
        desk_ = std::make_unique<app::CaseDesk>(
            *store_, codec_, test::shipped_library(),
            app::DeskOptions{
                .now = [this] { return now_; },
                .random =
                    [this](std::span<std::byte> bytes) {
                        for (std::byte& byte : bytes) byte = static_cast<std::byte>(random_());
                    },
                .year_of = [](const ShopId&, Instant at) { return year_in_shanghai(at); },
                .publish = {},
                .cached_cases_max = kCachedCases});
    }

    [[nodiscard]] bool has_ended(const CaseId& id) const {
        const Phase phase = cases_.at(id).state.phase;
        return phase == Phase::Final || phase == Phase::Withdrawn || phase == Phase::Closed;
    }

    CaseId pick() {
        if (live_.size() == kLiveCases) {
            CaseId& one = live_.at(chance_.below(kLiveCases));
            if (!chance_.once_in(has_ended(one) ? kCommandsAtItsEnd : kCommandsACase)) return one;
        }
        CaseId made{"c-" + std::to_string(cases_.size() + 1)};
        cases_[made] = {.shop = ShopId{"s-" + std::to_string(chance_.below(kShops))},
                        .state = {},
                        .events = {}};
        if (live_.size() < kLiveCases)
            live_.push_back(made);
        else
            live_.at(chance_.below(kLiveCases)) = made;
        return made;
    }

    [[nodiscard]] Rules rules_for(const ShopId& shop) {
        return {.library = &test::shipped_library(), .totals = ledgers_[shop].totals()};
    }

    // One command to the desk and to the model.
    void step() {
        now_ += std::chrono::minutes{chance_.below(kMinutesACommand)};
        if (chance_.once_in(80)) now_ += std::chrono::hours{chance_.below(72)};
        const CaseId id = pick();
        ModelCase& model = cases_.at(id);
        const Rules rules = rules_for(model.shop);
        const bool is_new = model.state.phase == Phase::None;
        const Turn turn = is_new && !chance_.once_in(10) ? chance_.opening(model.shop, id, now_)
                                                         : any_turn(model.state, rules);
        const auto& [command, actor] = turn;
        SCOPED_TRACE(std::string{name_of(command)} + " of " + id.value());

        app::Order order{.shop = model.shop,
                         .case_id = id,
                         .actor = actor,
                         .command = command,
                         .expected_version = {},
                         .identity = {}};
        if (chance_.once_in(20)) order.expected_version = model.state.version + 1;
        if (chance_.once_in(5))
            order.identity =
                app::Identity{.key = chance_.new_id(), .route = "/commands", .body_hash = "hash"};
        const app::Answer answer = desk_->handle(order, make_answer);
        if (order.expected_version) {
            const auto* error = std::get_if<Error>(&answer);
            ASSERT_TRUE(error != nullptr && error->code == ErrorCode::VersionConflict);
        } else {
            const Decision decision = decide(model.state, command, actor, rules, now_);
            ASSERT_NO_FATAL_FAILURE(compare(answer, decision, model, actor, rules));
            Count& count = counts_[std::string{name_of(command)}];
            ++(decision ? count.accepted : count.refused);
            if (decision && order.identity) repeat(order);
        }
        if (model.state.version > 0) {
            ASSERT_NO_FATAL_FAILURE(compare_case(id, model));
        }
    }

    // A command that opens names its case itself; the edge sees to it that this is the order's.
    Turn any_turn(const Case& c, const Rules& rules) {
        Turn turn = chance_.turn(c, rules, now_);
        const auto name_the_case = [&](auto& command) {
            if constexpr (requires { command.opening; }) {
                command.opening.case_id = c.opening.case_id;
                command.opening.shop = c.opening.shop;
            }
        };
        if (c.phase == Phase::None) turn.command = RunClocks{};
        std::visit(name_the_case, turn.command);
        return turn;
    }

    static app::KeptAnswer make_answer(const app::Done&, const app::Appended& appended) {
        return {.status = 200, .body = std::to_string(appended.position)};
    }

    void compare(const app::Answer& answer, const Decision& decision, ModelCase& model,
                 const Actor& actor, const Rules& rules) {
        if (!decision) {
            const auto* refusal = std::get_if<Refusal>(&answer);
            ASSERT_NE(refusal, nullptr) << "the model refuses: " << to_name(decision.error().code);
            EXPECT_EQ(to_name(refusal->code), to_name(decision.error().code));
            EXPECT_EQ(refusal->what, decision.error().what);
            EXPECT_EQ(refusal->due, decision.error().due);
            ASSERT_EQ(refusal->moves, decision.error().moves);
            return;
        }
        const auto* carried = std::get_if<app::Carried>(&answer);
        ASSERT_NE(carried, nullptr) << "the model carries it out";
        ASSERT_EQ(carried->done.events, *decision);
        std::int64_t& position = positions_[model.shop];
        position += std::ssize(*decision);
        EXPECT_EQ(carried->appended.position, position);
        for (const Event& event : *decision) {
            model.state = evolve(std::move(model.state), event);
            model.events.push_back(event);
            ledgers_[model.shop].add(model.state.opening.case_id, event);
        }
        EXPECT_EQ(carried->appended.version, model.state.version);
        ASSERT_EQ(carried->done.moves, allowed_moves(model.state, actor, rules, now_));
    }

    // The same request again: the first answer, and nothing happens twice.
    void repeat(const app::Order& order) {
        const app::Answer again = desk_->handle(order, make_answer);
        const auto* before = std::get_if<app::AnsweredBefore>(&again);
        ASSERT_NE(before, nullptr);
        EXPECT_EQ(before->answer.body, std::to_string(positions_[order.shop]));
    }

    void compare_case(const CaseId& id, const ModelCase& model) {
        const auto loaded = desk_->load(model.shop, id);
        ASSERT_TRUE(loaded.has_value());
        ASSERT_EQ((*loaded)->state, model.state);
        const auto entry = store_->find(model.shop, id);
        ASSERT_TRUE(entry.has_value());
        EXPECT_EQ(entry->version, model.state.version);
        ASSERT_EQ(entry->row,
                  app::queue_row(model.state, year_in_shanghai(model.state.opened_at), codec_));
    }

    void compare_ledger(const ShopId& shop) {
        std::map<int, std::vector<views::Ledger::Line>> expected;
        for (const views::Ledger::Line& line : ledgers_[shop].lines())
            expected[static_cast<int>(line.entry.year)].push_back(line);
        for (const auto& [year, lines] : expected) {
            const auto stored = store_->ledger(shop, year);
            ASSERT_TRUE(stored.has_value());
            ASSERT_EQ(stored->size(), lines.size());
            for (std::size_t i = 0; i < lines.size(); ++i) {
                EXPECT_EQ(stored->at(i).case_id, lines[i].case_id);
                EXPECT_EQ(stored->at(i).entry.ledger_class, lines[i].entry.points_class);
                EXPECT_EQ(stored->at(i).entry.points, lines[i].entry.points);
                EXPECT_EQ(stored->at(i).entry.at, lines[i].at);
                reversed_ += lines[i].entry.points < 0 ? 1 : 0;
            }
            entries_ += lines.size();
        }
    }

    void compare_shop(const ShopId& shop) {
        const auto verdict = store::verify(*store_, shop);
        ASSERT_TRUE(verdict.has_value());
        EXPECT_TRUE(verdict->is_good()) << english(verdict->faults.front().what);
        EXPECT_EQ(verdict->head.position, positions_[shop]);
        std::size_t begun = 0;
        for (const auto& [id, model] : cases_)
            begun += model.shop == shop && model.state.version > 0 ? 1U : 0U;
        EXPECT_EQ(queue_length(shop), begun);
        compare_ledger(shop);
    }

    std::size_t queue_length(const ShopId& shop) {
        std::size_t length = 0;
        std::string cursor;
        do {
            app::QueueQuery query;
            query.shop = shop;
            query.cursor = cursor;
            query.limit = app::kPageMax;
            const auto page = store_->queue(query);
            EXPECT_TRUE(page.has_value());
            if (!page) return length;
            length += page->entries.size();
            cursor = page->next;
        } while (!cursor.empty());
        return length;
    }

    void print_counts() const {
        Count sum;
        std::printf("%-24s %9s %9s\n", "command", "accepted", "refused");
        for (const auto& [name, count] : counts_) {
            std::printf("%-24s %9u %9u\n", name.c_str(), count.accepted, count.refused);
            sum.accepted += count.accepted;
            sum.refused += count.refused;
        }
        std::printf("%-24s %9u %9u\n", "all", sum.accepted, sum.refused);
        std::printf("%zu cases, %zu entries of points, %zu of them contrary\n", cases_.size(),
                    entries_, reversed_);
    }

    void compare_all() {
        for (const auto& [shop, position] : positions_) compare_shop(shop);
        for (const auto& [id, model] : cases_) {
            if (model.state.version == 0) continue;
            SCOPED_TRACE(id.value());
            ASSERT_NO_FATAL_FAILURE(compare_case(id, model));
            const auto told = desk_->history(model.shop, id);
            ASSERT_TRUE(told.has_value());
            ASSERT_EQ(told->size(), model.events.size());
            for (std::size_t i = 0; i < told->size(); ++i)
                ASSERT_EQ(told->at(i).event, model.events[i]);
        }
    }

    std::unique_ptr<contract::Home> home_;
    std::unique_ptr<app::Store> store_;
    unsigned seed_;
    Chance chance_;
    std::mt19937_64 random_;
    codec::JsonCaseCodec codec_;
    Instant now_ = test::at("2026-05-12T10:00");
    std::unique_ptr<app::CaseDesk> desk_;
    std::map<CaseId, ModelCase> cases_;
    std::vector<CaseId> live_;
    std::map<ShopId, std::int64_t> positions_;
    std::map<ShopId, views::Ledger> ledgers_;
    struct Count {
        unsigned accepted = 0;
        unsigned refused = 0;
    };
    std::map<std::string, Count> counts_;  // by name of the command
    std::size_t entries_ = 0;
    std::size_t reversed_ = 0;
};

TEST_P(ModelTest, NoDifferenceShows) {
    const unsigned commands = number_from_environment("PINGLI_MODEL_COMMANDS", kCommandsDefault);
    for (unsigned i = 1; i <= commands; ++i) {
        step();
        if (HasFailure()) FAIL() << "command " << i << " of seed " << seed_;
    }
    compare_all();
    print_counts();
    if (commands < 100'000) return;
    EXPECT_EQ(counts_.size(), std::variant_size_v<Command>);
    for (const auto& [name, count] : counts_) EXPECT_GE(count.accepted, 30U) << name;
    EXPECT_GE(entries_, 200U);
    EXPECT_GE(reversed_, 50U);
}

// Every projection written anew comes out as it was.
TEST_P(ModelTest, RebuiltIsTheSame) {
    for (int i = 0; i < 500; ++i) step();
    ASSERT_FALSE(HasFailure()) << "seed " << seed_;
    const auto rebuilt =
        store_->rebuild([this](const ShopId& shop, const std::vector<app::StoredEvent>& events) {
            return desk_->project(shop, events);
        });
    ASSERT_TRUE(rebuilt.has_value());
    compare_all();
}

INSTANTIATE_TEST_SUITE_P(Stores, ModelTest, testing::ValuesIn(contract::technologies()),
                         [](const auto& instance) { return instance.param.name; });

}  // namespace
}  // namespace pingli::model
