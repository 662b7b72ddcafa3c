// A shop folder as dossiers: reads every export that is there, joins them by order. Opening reads
// all files once (in memory while they are small, partitioned on disk when they are not: peak
// memory does not grow with the number of orders); next() joins part by part.
//
// The same files give the same dossiers in the same order. Not thread-safe.

#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "app/ports.hpp"
#include "base/result.hpp"
#include "intake/formats.hpp"
#include "intake/limits.hpp"
#include "intake/report.hpp"
#include "intake/table_reader.hpp"

namespace pingli::intake {

// Rows kept in memory before the disk is used.
constexpr std::size_t kMemoryBytes = std::size_t{64} << 20U;

struct Progress {
    std::uint64_t bytes_done = 0;
    std::uint64_t bytes_total = 0;
};

// What a person said of a file whose name or columns say too little.
struct FileChoice {
    std::optional<FileKind> kind;  // of a table; absent: by its name or header
    ChosenColumns columns;
    friend bool operator==(const FileChoice&, const FileChoice&) = default;
};
using FileChoices = std::map<std::string, FileChoice, std::less<>>;  // by name below the folder

struct Options {
    std::filesystem::path formats;    // the folder formats/ of the program's data
    std::filesystem::path temporary;  // empty: $TMPDIR, else /tmp
    std::size_t memory_bytes = kMemoryBytes;
    FileChoices choices{};
    // The shop, where the folder holds no shop.toml.
    std::optional<facts::Shop> shop{};
    // How to find a zone by its name; without it only "Asia/Shanghai" and "+08:00" are known.
    std::function<Result<Zone>(std::string_view name)> load_zone;
    std::string zone = "Asia/Shanghai";  // of the times in a file that is read alone
    // Of a carrier's list that is read alone: the numbers whose list it may be.
    std::vector<std::string> own_numbers{};
    // Called for each bad line, cell or file, in the order of reading. May be empty.
    ProblemSink on_problem;
    // Called about every 256 KiB of input; false ends the reading with Unavailable. May be empty.
    std::function<bool(const Progress&)> on_progress;
};

class ShopFolder : public app::DossierSource {
public:
    // What was read, bad and left out so far; duplicates are complete after the last dossier.
    [[nodiscard]] virtual const Counts& counts() const = 0;
};

// Fails with NotFound (no folder, no file of a shop in it, formats/ missing), Invalid (shop.toml,
// or nothing in the files could be read), Unavailable (reading, temporary disk full, stopped).
Result<std::unique_ptr<ShopFolder>> open_shop_folder(const std::filesystem::path& folder,
                                                     const Options& options);

// The rows of one file, unjoined, for other uses than triage. `kind` absent: by name, then by
// header; a file whose name says nothing of its form is read as CSV when its kind is given. Files
// of chats in Qianniu's text form take every speaker but the buyer for the seller.
Result<Counts> read_rows(const std::filesystem::path& file, std::optional<FileKind> kind,
                         const Options& options, const RowSink& sink);

}  // namespace pingli::intake
