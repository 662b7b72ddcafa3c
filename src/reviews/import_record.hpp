// An import as it is kept: who made it, how it ended, what was counted, what a person said of its
// files. How far a running one is stands in memory only.

#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/ids.hpp"
#include "base/said.hpp"
#include "base/time.hpp"
#include "intake/shop_folder.hpp"

namespace pingli::reviews {

enum class ImportState : std::uint8_t { Open, Waiting, Reading, Judging, Done, Stopped, Failed };
std::string_view to_name(ImportState state);  // "open" …
bool is_at_work(ImportState state);           // it waits or runs

struct ImportCounts {
    std::array<std::uint64_t, intake::kFileKinds> rows{};
    std::uint64_t bad_lines = 0, bad_fields = 0, bad_files = 0, duplicates = 0, unmatched = 0;
    std::uint64_t ignored_files = 0, reviews = 0, conversations = 0, findings = 0;
    std::uint64_t new_findings = 0, malicious = 0, unclear = 0, genuine = 0, reportable = 0;
    // Calls visit(name, value) for each but the rows.
    template <class Self, class Visit>
    static void each(Self& self, Visit visit) {
        visit("bad_lines", self.bad_lines);
        visit("bad_fields", self.bad_fields);
        visit("bad_files", self.bad_files);
        visit("duplicates", self.duplicates);
        visit("unmatched", self.unmatched);
        visit("ignored_files", self.ignored_files);
        visit("reviews", self.reviews);
        visit("conversations", self.conversations);
        visit("findings", self.findings);
        visit("new_findings", self.new_findings);
        visit("malicious", self.malicious);
        visit("unclear", self.unclear);
        visit("genuine", self.genuine);
        visit("reportable", self.reportable);
    }
};

struct ImportProgress {
    std::uint64_t bytes_done = 0, bytes_total = 0, dossiers_done = 0;
    std::optional<std::uint64_t> dossiers_total;
};

struct ImportRecord {
    ShopId shop;
    std::string id;
    ImportState state = ImportState::Open;
    Instant made_at;
    UserId made_by;
    std::optional<Instant> started_at, ended_at, as_of;
    ImportProgress progress;
    ImportCounts counts;
    std::uint64_t problems = 0;
    std::uint64_t files = 0;
    Said fault;  // why it failed; empty: it did not
    intake::FileChoices choices;
};

// Where the store keeps it.
inline const std::string kImportRecordKind = "import";
std::string import_record_key(const ShopId& shop, const std::string& id);

std::string to_bytes(const ImportRecord& record);
ImportRecord read_import(const ShopId& shop, std::string_view id, std::string_view bytes);

}  // namespace pingli::reviews
