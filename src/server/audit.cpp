#include "server/audit.hpp"

#include "server/exhibit_files.hpp"
#include "server/projector.hpp"
#include "server/shelf_marks.hpp"
#include "store/compare.hpp"
#include "store/verify_journal.hpp"

namespace pingli::server {

Result<store::Verdict> audit(app::Store& store, const ShopId& shop,
                             const std::optional<app::Head>& expected,
                             const AuditOptions& options) {
    auto verdict = TRY(store::verify(store, shop, expected, options.walked));
    const auto goes_on = [&] { return !options.walked || options.walked(verdict.head.position); };
    Projector projector{store, options.now};
    const app::Project project = [&](const ShopId& of,
                                     const std::vector<app::StoredEvent>& events) {
        return projector.rows(of, events);
    };
    app::Head head = verdict.head;
    head.shop = shop;
    TRY(store::compare_rows(store, head, project, goes_on, verdict));
    TRY(compare_marks(store, shop, goes_on, verdict));
    const vault::FolderVault vault{options.files};
    auto files = TRY(check_exhibits(store, shop, vault, goes_on));
    verdict.files = files.count;
    for (FileFault& fault : files.faults)
        add_fault(verdict, {.kind = store::FaultKind::ExhibitDamaged,
                            .position = fault.position,
                            .what = std::move(fault.what)});
    if (!options.with_journal) return verdict;
    auto journal = TRY(store::verify_journal(
        store, {.only = shop, .position = {}, .hash = {}, .goes_on = goes_on}));
    verdict.rows = journal.rows;
    for (store::Fault& fault : journal.faults) add_fault(verdict, std::move(fault));
    return verdict;
}

}  // namespace pingli::server
