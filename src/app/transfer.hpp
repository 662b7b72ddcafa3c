// Everything a store holds, line by line, out of one and into another: the same positions, the same
// hashes. Projections are not taken along; rebuild makes them. Nor are answers kept for repeated
// requests, which live for two days. The secret keys of persons are: who holds an export can read
// it.

#pragma once

#include <functional>
#include <set>
#include <string>
#include <variant>

#include "app/event_store.hpp"

namespace pingli::app {

// Records that stay behind: figures, which rebuild makes, and answers kept for repeated requests.
inline const std::string kStatisticsKind = "statistics";
inline const std::string kRequestKind = "request";

// Under it the shops stand (app/shops.hpp), those without an event too.
inline const std::string kShopKind = "shop";
Result<std::set<ShopId>> recorded_shops(Records& records);

// The mark of a store that is being imported, or whose import was interrupted: written before the
// first line, removed after the last. Half a store looks like a whole one: without accounts it
// would be taken for a new one.
inline const std::string kImportUnderWayKind = "import_under_way";
Result<bool> is_import_under_way(Records& records);
Result<void> mark_import(Records& records);
Result<void> unmark_import(Records& records);
// Invalid while the mark is there, with what to do.
Result<void> refuse_half_import(Records& records);

struct ExportedEvent {
    ShopId shop;
    StoredEvent event;
    friend bool operator==(const ExportedEvent&, const ExportedEvent&) = default;
};
struct ExportedKey {
    ShopId shop;
    PersonId person;
    std::optional<std::string> key;  // none: erased
    friend bool operator==(const ExportedKey&, const ExportedKey&) = default;
};
struct ExportedRecord {
    std::string kind;
    Record record;
    friend bool operator==(const ExportedRecord&, const ExportedRecord&) = default;
};
struct ExportedReview {  // of the shelf, with what was done with it
    ShopId shop;
    ShelvedFinding finding;
    ReviewMark mark;
    friend bool operator==(const ExportedReview&, const ExportedReview&) = default;
};
// A shop's head comes before its events and says how many follow.
using ExportLine = std::variant<Head, ExportedEvent, ExportedKey, ExportedRecord, ExportedReview>;

// One state of every shop's chain, while the store is in use: up to the heads at the start.
Result<void> export_store(Store& store, const std::function<Result<void>(const ExportLine&)>& sink);

// Takes the lines of an export, in order, into an empty store or one that has the beginning of it.
class Importer {
public:
    explicit Importer(Store& store) : store_(store) {}
    // Corrupt when an event does not follow with its hash.
    Result<void> take(ExportLine line);
    // Writes what is left and compares the heads: Corrupt when the export was cut off. Then
    // rebuild.
    Result<void> finish();

private:
    Result<void> flush();

    Store& store_;
    ShopId shop_;
    std::vector<StoredEvent> events_;  // of shop_, not yet loaded
    std::vector<Head> heads_;
};

}  // namespace pingli::app
