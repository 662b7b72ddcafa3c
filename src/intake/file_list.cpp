#include "intake/file_list.hpp"

#include <algorithm>
#include <array>
#include <system_error>
#include <utility>

#include "intake/cells.hpp"
#include "intake/shop_folder.hpp"

namespace pingli::intake {

namespace fs = std::filesystem;

namespace {

std::string_view without_gz(std::string_view name) {
    if (name.ends_with(".gz")) name.remove_suffix(3);
    return name;
}

// Ingest's order: what names persons only, then reviews, order lines, orders.
int rank_of(const std::optional<FileKind>& kind) {
    if (!kind) return 4;  // Most often orders under another name.
    switch (*kind) {
        case FileKind::Reviews:
            return 1;
        case FileKind::OrderLines:
            return 2;
        case FileKind::Orders:
            return 3;
        default:
            return 0;
    }
}

std::optional<FileKind> kind_of_folder(const fs::path& folder) {
    std::string name = lower_ascii(folder.filename().string());
    std::ranges::replace(name, '-', '_');
    return parse_file_kind(name);
}

// Hidden files, and those by which a spreadsheet says that it holds a file open.
bool is_hidden(std::string_view name) {
    return name.starts_with('.') || name.starts_with("~$");
}

bool is_workbook(std::string_view name) {
    return std::ranges::any_of(std::to_array<std::string_view>(
                                   {".xlsx", ".xls", ".xlsm", ".xlsb", ".ods", ".et", ".numbers"}),
                               [&](std::string_view end) { return name.ends_with(end); });
}

Said why_left(std::string_view name, std::optional<Syntax> syntax) {
    if (is_workbook(name)) return say("file.left_workbook");
    return say(syntax == Syntax::Text ? "file.left_text" : "file.left");
}

// The files in a folder that is not looked into, as far as they can be counted.
std::size_t count_files(const fs::path& folder) {
    std::size_t count = 0;
    std::error_code failed;
    fs::recursive_directory_iterator entry(folder, fs::directory_options::skip_permission_denied,
                                           failed);
    for (; !failed && count < kFilesMax && entry != fs::recursive_directory_iterator{};
         entry.increment(failed)) {
        std::error_code ignored;
        const bool is_file = entry->is_regular_file(ignored);
        count += is_file && !is_hidden(entry->path().filename().string()) ? 1 : 0;
    }
    return count;
}

void leave_folder(const fs::path& folder, const std::string& below, FileList& out) {
    const std::string name = folder.filename().string();
    const std::size_t files = is_hidden(name) ? 0 : count_files(folder);
    if (files > 0)
        out.left.push_back(
            {.name = below + name + "/", .expected = say("file.left_folder", files)});
}

// `name` without `below`, the folder that it stands in.
void add_file(const fs::directory_entry& entry, const std::string& below, const std::string& name,
              std::optional<FileKind> kind, const Formats& formats, FileList& out) {
    std::error_code failed;
    if (is_hidden(name)) return;
    const std::string lower = lower_ascii(trimmed(name));
    if (!entry.is_regular_file(failed)) {
        out.left.push_back({.name = below + name, .expected = say("file.left")});
        return;
    }
    if (below.empty() && lower == "shop.toml") {
        out.shop_toml = entry.path();
        return;
    }
    const auto syntax = syntax_of(lower);
    if (!kind) kind = formats.kind_of(without_gz(lower));
    const bool is_chat_text = syntax == Syntax::Text && kind == FileKind::Chats;
    const bool is_table = syntax == Syntax::Csv;
    const bool is_json = syntax == Syntax::Json && kind;
    if (!is_chat_text && !is_table && !is_json) {
        out.left.push_back({.name = below + name, .expected = why_left(lower, syntax)});
        return;
    }
    ShopFile file{.path = entry.path(), .name = below + name, .kind = kind, .syntax = *syntax};
    const std::uint64_t bytes = entry.file_size(failed);
    if (!failed) file.bytes = bytes;
    out.bytes += file.bytes;
    out.files.push_back(std::move(file));
}

}  // namespace

std::optional<Syntax> syntax_of(std::string_view name) {
    static constexpr std::array kEnds{
        std::pair{std::string_view{".csv"}, Syntax::Csv},
        std::pair{std::string_view{".tsv"}, Syntax::Csv},
        std::pair{std::string_view{".json"}, Syntax::Json},
        std::pair{std::string_view{".jsonl"}, Syntax::Json},
        std::pair{std::string_view{".ndjson"}, Syntax::Json},
        std::pair{std::string_view{".txt"}, Syntax::Text},
    };
    const std::string lower = lower_ascii(trimmed(name));
    const std::string_view bare = without_gz(lower);
    for (const auto& [end, syntax] : kEnds)
        if (bare.ends_with(end)) return syntax;
    return std::nullopt;
}

Result<FileList> list_files(const fs::path& folder, const Formats& formats) {
    std::error_code failed;
    FileList out;
    const auto add_folder = [&](const fs::path& path, const std::string& below,
                                std::optional<FileKind> kind, auto each_folder) -> Result<void> {
        fs::directory_iterator entries(path, failed);
        for (; !failed && entries != fs::directory_iterator{}; entries.increment(failed)) {
            if (out.files.size() + out.left.size() > kFilesMax)
                return fail(ErrorCode::TooLarge, say("folder.too_many", folder.string()));
            std::error_code ignored;
            if (entries->is_directory(ignored))
                each_folder(entries->path());
            else
                add_file(*entries, below, entries->path().filename().string(), kind, formats, out);
        }
        if (failed)
            return fail(ErrorCode::Unavailable,
                        say("folder.no_list", path.string(), failed.message()));
        return {};
    };
    if (!fs::is_directory(folder, failed))
        return fail(ErrorCode::NotFound, say("folder.no_exports", folder.string()));
    std::vector<fs::path> folders;
    TRY(add_folder(folder, {}, std::nullopt, [&](const fs::path& path) {
        if (kind_of_folder(path))
            folders.push_back(path);
        else
            leave_folder(path, {}, out);
    }));
    for (const fs::path& path : folders) {
        const std::string below = path.filename().string() + "/";
        TRY(add_folder(path, below, kind_of_folder(path),
                       [&](const fs::path& inner) { leave_folder(inner, below, out); }));
    }
    sort_files(out);
    std::ranges::sort(out.left, {}, &FileList::Left::name);
    return out;
}

std::optional<ShopFile> find_file(const fs::path& path, const std::string& name,
                                  const Formats& formats) {
    std::error_code failed;
    const fs::directory_entry entry{path, failed};
    if (failed) return std::nullopt;
    const fs::path below = fs::path{name}.parent_path();
    FileList list;
    add_file(entry, below.empty() ? std::string{} : below.string() + "/",
             fs::path{name}.filename().string(),
             below.empty() ? std::nullopt : kind_of_folder(below), formats, list);
    if (list.files.empty()) return std::nullopt;
    return std::move(list.files.front());
}

void sort_files(FileList& list) {
    std::ranges::sort(list.files, {}, [](const ShopFile& file) {
        return std::pair{rank_of(file.kind), std::string_view{file.name}};
    });
}

bool is_folder_name(const std::string& name) {
    return kind_of_folder(fs::path{name}).has_value();
}

}  // namespace pingli::intake
