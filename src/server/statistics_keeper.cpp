#include "server/statistics_keeper.hpp"

#include <set>

#include "app/transfer.hpp"
#include "base/record_form.hpp"
#include "cases/evolve.hpp"
#include "server/sealed_shut.hpp"

namespace pingli::server {

namespace {

using SteadyClock = std::chrono::steady_clock;

constexpr std::size_t kEventsAtOnce = 200;

}  // namespace

std::string statistics_record(std::int64_t position, const views::Statistics& figures) {
    return RecordWriter{}.add("position", std::to_string(position)).take() + views::encode(figures);
}

StatisticsKeeper::StatisticsKeeper(app::Store& store, const app::CaseCodec& codec,
                                   StatisticsOptions options)
    : store_(store), codec_(codec), options_(std::move(options)), faults_(options_.note) {}

std::jthread StatisticsKeeper::keep_up() {
    return in_rounds(options_.every, "statistics", options_.note, [this] {
        if (!run_once()) options_.note("statistics: the store does not answer");
    });
}

Result<void> StatisticsKeeper::run_once() {
    const auto until = SteadyClock::now() + options_.at_once;
    for (const app::Head& head : TRY(store_.heads())) {
        if (SteadyClock::now() >= until) return {};
        Result<void> done;
        faults_.guard("statistics of shop " + head.shop.value(), [&] {
            if (auto shown = catch_up(head.shop, head.position, until); !shown)
                done = std::unexpected{std::move(shown.error())};
        });
        TRY(std::move(done));
    }
    return {};
}

Result<api::ShopFigures> StatisticsKeeper::figures(const ShopId& shop) {
    std::int64_t position = 0;
    for (const app::Head& head : TRY(store_.heads()))
        if (head.shop == shop) position = head.position;
    return catch_up(shop, position, SteadyClock::now() + options_.for_a_reader);
}

Result<api::ShopFigures> StatisticsKeeper::catch_up(const ShopId& shop, std::int64_t head,
                                                    SteadyClock::time_point until) {
    const std::lock_guard lock(counting_);
    api::ShopFigures out{.figures = {}, .position = 0, .head = head};
    const auto record = store_.get(app::kStatisticsKind, shop.value(), options_.now());
    if (!record && record.error().code != ErrorCode::NotFound)
        return std::unexpected{record.error()};
    if (record) {
        out.figures = views::decode_statistics(record->bytes);
        out.position = RecordReader{record->bytes}.whole("position").value_or(0);
    }
    const std::int64_t before = out.position;
    while (out.position < head && SteadyClock::now() < until) {
        const auto events = TRY(store_.read_shop(shop, out.position + 1, kEventsAtOnce));
        if (events.empty()) break;
        std::set<CaseId> changed;
        for (const app::StoredEvent& event : events)
            if (app::is_case(event.case_id)) changed.insert(event.case_id);
        const std::int64_t to = events.back().position;
        for (const CaseId& case_id : changed)
            TRY(count_case(shop, case_id, out.position, to, out.figures));
        out.position = to;
    }
    out.head = std::max(head, out.position);
    if (out.position != before)
        TRY(store_.put(app::kStatisticsKind,
                       {.key = shop.value(),
                        .bytes = statistics_record(out.position, out.figures),
                        .expires_at = std::nullopt},
                       app::Put::Always));
    return out;
}

// Takes the case back as it was at position `from`, and adds it as it was at `to`.
Result<void> StatisticsKeeper::count_case(const ShopId& shop, const CaseId& case_id,
                                          std::int64_t from, std::int64_t to,
                                          views::Statistics& figures) {
    SealedShut sealer;
    cases::Case state;
    bool was_counted = false;
    bool is_new = true;
    for (const app::StoredEvent& stored : TRY(store_.read_case(shop, case_id))) {
        if (stored.position > to) break;
        if (stored.position > from && !was_counted) {
            if (!is_new) figures.take_back(state);
            was_counted = true;
        }
        state = cases::evolve(std::move(state), TRY(codec_.decode(stored.body, sealer)));
        is_new = false;
    }
    if (was_counted) figures.add(state);
    return {};
}

}  // namespace pingli::server
