#include "reviews/import_files.hpp"

#include <algorithm>
#include <array>
#include <fstream>
#include <system_error>

#include "base/sha256.hpp"
#include "base/utf8.hpp"
#include "codec/json_body.hpp"
#include "codec/json_writer.hpp"
#include "intake/file_list.hpp"

namespace pingli::reviews {

namespace fs = std::filesystem;

namespace {

bool is_allowed(char32_t code) {
    constexpr std::u32string_view kNever = U"/\\:*?\"<>|";
    const bool is_control = code < 0x20 || (code >= 0x7F && code < 0xA0);
    // Marks that nobody sees and that turn the direction of writing.
    const bool is_hidden = (code >= 0x200B && code <= 0x200F) ||
                           (code >= 0x2028 && code <= 0x202E) ||
                           (code >= 0x2060 && code <= 0x206F) || code == 0xFEFF || code == 0xFFFD;
    return !is_control && !is_hidden && !kNever.contains(code);
}

bool is_safe(std::string_view part) {
    if (part.empty() || part.front() == '.' || part.front() == ' ' || part.back() == '.' ||
        part.back() == ' ')
        return false;
    return std::ranges::all_of(utf8::to_utf32(part), is_allowed);
}

std::error_code make_private(const fs::path& folder) {
    std::error_code failed;
    fs::create_directories(folder, failed);
    if (!failed) fs::permissions(folder, fs::perms::owner_all, fs::perm_options::replace, failed);
    return failed;
}

std::string problem_line(const Problem& problem) {
    std::string line;
    codec::JsonWriter out{line};
    out.begin_object();
    out.field("file", problem.file);
    out.key("line");
    problem.line > 0 ? out.whole(static_cast<std::int64_t>(problem.line)) : out.null();
    out.key("field");
    out.text_or_null(problem.field);
    out.key("found");
    out.text_or_null(to_bytes(problem.found));
    out.field("expected", to_bytes(problem.expected));
    out.end_object();
    return line + '\n';
}

Problem read_problem(std::string_view line) {
    auto read = codec::JsonBody::parse(line);
    if (!read) return {};
    return {.file = read->text("file").value_or(""),
            .line = static_cast<std::uint64_t>(read->whole("line").value_or(0)),
            .column = 0,
            .field = read->text("field").value_or(""),
            .found = parse_said(read->text("found").value_or("")),
            .expected = parse_said(read->text("expected").value_or(""))};
}

}  // namespace

Said shop_name_fault(std::string_view name) {
    if (name == "shop.toml") return {};
    if (name.size() > kImportNameBytesMax || !utf8::is_valid(name)) return say("file.shop_name");
    const std::size_t slash = name.find('/');
    const bool has_folder = slash != std::string_view::npos;
    const std::string_view file = has_folder ? name.substr(slash + 1) : name;
    if (has_folder && !intake::is_folder_name(std::string{name.substr(0, slash)}))
        return say("file.shop_name");
    if (!is_safe(file) || !intake::syntax_of(file)) return say("file.shop_name");
    return {};
}

Result<void> ImportFiles::make() {
    for (const fs::path& folder : {folder_, files(), temporary()})
        if (make_private(folder)) return fail(ErrorCode::Unavailable, say("import.no_folder"));
    return {};
}

bool ImportFiles::are_there() const {
    std::error_code failed;
    return fs::is_directory(files(), failed);
}

Result<void> ImportFiles::take(const fs::path& from, const std::string& name) const {
    std::error_code failed;
    std::uint64_t bytes = fs::file_size(from, failed);
    std::size_t count = 1;
    for (const ImportedFile& file : list()) {
        if (file.name == name) continue;
        bytes += file.bytes;
        ++count;
    }
    if (count > kImportFilesMax || bytes > kImportBytesMax)
        return fail(ErrorCode::TooLarge, say("import.files_max"));
    const fs::path to = files() / name;
    if (make_private(to.parent_path()))
        return fail(ErrorCode::Unavailable, say("import.no_folder"));
    fs::rename(from, to, failed);
    if (failed) return fail(ErrorCode::Unavailable, "the file cannot be kept");
    return {};
}

fs::path ImportFiles::preview_file(const std::string& name) const {
    return folder_ / "previews" / sha256_hex(name);
}

Result<void> ImportFiles::keep_preview(const std::string& name, std::string_view bytes) const {
    const auto fault = fail(ErrorCode::Unavailable, "the preview of a file cannot be kept");
    const fs::path to = preview_file(name);
    if (bytes.size() > kPreviewBytesMax || make_private(to.parent_path())) return fault;
    const fs::path unfinished = fs::path{to}.concat(".part");
    std::ofstream out{unfinished, std::ios::binary | std::ios::trunc};
    out.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    out.close();
    std::error_code failed;
    if (out) fs::rename(unfinished, to, failed);
    if (!out || failed) return fault;
    return {};
}

std::string ImportFiles::preview(const std::string& name) const {
    std::string bytes(kPreviewBytesMax + 1, '\0');
    std::ifstream in{preview_file(name), std::ios::binary};
    in.read(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    bytes.resize(static_cast<std::size_t>(in.gcount()));
    return bytes.size() > kPreviewBytesMax ? std::string{} : bytes;
}

Result<void> ImportFiles::remove(const std::string& name) const {
    std::error_code failed;
    fs::remove(preview_file(name), failed);
    if (!fs::remove(files() / name, failed) || failed)
        return fail(ErrorCode::NotFound, "no such file in the import");
    return {};
}

void ImportFiles::remove_all() {
    std::error_code ignored;
    fs::remove_all(folder_, ignored);
}

std::vector<ImportedFile> ImportFiles::list() const {
    std::vector<ImportedFile> out;
    std::error_code failed;
    fs::recursive_directory_iterator it{files(), failed};
    for (; !failed && it != fs::recursive_directory_iterator{}; it.increment(failed)) {
        std::error_code ignored;
        if (!it->is_regular_file(ignored)) continue;
        out.push_back({.name = it->path().lexically_relative(files()).string(),
                       .bytes = it->file_size(ignored)});
    }
    std::ranges::sort(out, {}, &ImportedFile::name);
    return out;
}

Result<void> ImportFiles::begin_problems() {
    waiting_.clear();
    kept_ = 0;
    const std::ofstream file{problems_file(), std::ios::binary | std::ios::trunc};
    if (!file) return fail(ErrorCode::Unavailable, say("import.no_problems"));
    return {};
}

void ImportFiles::add_problem(const Problem& problem) {
    if (kept_ >= kProblemsKeptMax) return;
    ++kept_;
    waiting_ += problem_line(problem);
    if (waiting_.size() > kProblemsWaitingBytesMax) end_problems();
}

void ImportFiles::end_problems() {
    std::ofstream file{problems_file(), std::ios::binary | std::ios::app};
    file << waiting_;
    waiting_.clear();
}

Result<ImportFiles::Problems> ImportFiles::problems(std::uint64_t from, std::size_t limit) const {
    Problems out;
    std::ifstream file{problems_file(), std::ios::binary};
    if (!file) return out;
    const auto wrong = fail(ErrorCode::Invalid, "the cursor is not of this list");
    if (from > 0) {
        file.seekg(static_cast<std::streamoff>(from - 1));
        if (file.get() != '\n') return wrong;
    }
    std::uint64_t at = from;
    for (std::string line; std::getline(file, line) && !file.eof();) {
        if (out.told.size() == limit) {
            out.next = at;
            break;
        }
        at += line.size() + 1;
        out.told.push_back(read_problem(line));
    }
    return out;
}

}  // namespace pingli::reviews
