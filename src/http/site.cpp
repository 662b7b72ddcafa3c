#include "http/site.hpp"

#include <algorithm>
#include <array>
#include <fstream>
#include <optional>
#include <system_error>
#include <utility>

#include "base/sha256.hpp"

namespace pingli::http {

namespace fs = std::filesystem;

namespace {

constexpr std::string_view kIndex = "index.html";
constexpr std::string_view kHashedFolder = "assets/";  // names in it hold a hash of the content
constexpr std::size_t kEtagDigits = 32;

using Ending = std::pair<std::string_view, std::string_view>;
constexpr std::array kMediaTypes = {
    Ending{".html", "text/html; charset=utf-8"},
    Ending{".js", "text/javascript; charset=utf-8"},
    Ending{".mjs", "text/javascript; charset=utf-8"},
    Ending{".css", "text/css; charset=utf-8"},
    Ending{".json", "application/json"},
    Ending{".map", "application/json"},
    Ending{".webmanifest", "application/manifest+json"},
    Ending{".svg", "image/svg+xml"},
    Ending{".png", "image/png"},
    Ending{".jpg", "image/jpeg"},
    Ending{".webp", "image/webp"},
    Ending{".ico", "image/vnd.microsoft.icon"},
    Ending{".woff2", "font/woff2"},
    Ending{".txt", "text/plain; charset=utf-8"},
    Ending{".csv", "text/csv; charset=utf-8"},
};

// In the order in which they are preferred.
constexpr std::array kCodings = {Ending{".br", "br"}, Ending{".gz", "gzip"}};

constexpr std::string_view kNotBuilt =
    "<!doctype html><html lang=\"zh-CN\"><meta charset=\"utf-8\">"
    "<meta name=\"viewport\" content=\"width=device-width\"><title>评理 Pingli</title>"
    "<h1>网页工作台还没有构建</h1><p>服务器在运行，接口在 /api/v1 下可用。构建网页工作台：./dev "
    "web，"
    "然后重启服务器。</p>"
    "<h1 lang=\"en\">The desk is not built</h1><p lang=\"en\">The server runs, and its API answers "
    "under /api/v1. Build the desk with ./dev web, then start the server again.</p></html>\n";

std::string_view media_type_of(std::string_view path) {
    for (const auto& [ending, type] : kMediaTypes)
        if (path.ends_with(ending)) return type;
    return "application/octet-stream";
}

bool is_letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

// "main.js" is, "2026.1" is not.
bool names_a_file(std::string_view path) {
    const std::string_view name = path.substr(path.rfind('/') + 1);
    const std::size_t dot = name.rfind('.');
    return dot != std::string_view::npos && dot + 1 < name.size() && is_letter(name[dot + 1]);
}

std::string joined(const std::vector<std::string>& segments) {
    std::string out;
    for (const std::string& segment : segments) {
        if (!out.empty()) out += '/';
        out += segment;
    }
    return out;
}

Result<std::string> bytes_of(const fs::path& path) {
    std::ifstream file{path, std::ios::binary};
    std::error_code failed;
    const std::uintmax_t size = fs::file_size(path, failed);
    if (!file || failed) return fail(ErrorCode::Unavailable, path.string() + ": cannot be read");
    if (size > kSiteFileBytesMax)
        return fail(ErrorCode::TooLarge, path.string() + ": larger than " +
                                             std::to_string(kSiteFileBytesMax) + " bytes");
    std::string bytes(static_cast<std::size_t>(size), '\0');
    file.read(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    if (static_cast<std::size_t>(file.gcount()) != bytes.size())
        return fail(ErrorCode::Unavailable, path.string() + ": cannot be read");
    return bytes;
}

// Path in the folder to content.
Result<std::map<std::string, std::string>> read_folder(const fs::path& folder) {
    std::map<std::string, std::string> out;
    std::size_t bytes = 0;
    std::error_code failed;
    fs::recursive_directory_iterator at{folder, failed};
    for (; !failed && at != fs::recursive_directory_iterator{}; at.increment(failed)) {
        const bool is_hidden = at->path().filename().string().starts_with('.');
        if (is_hidden) at.disable_recursion_pending();
        if (is_hidden || at->is_symlink(failed) || !at->is_regular_file(failed)) continue;
        std::string content = TRY(bytes_of(at->path()));
        bytes += content.size();
        if (bytes > kSiteBytesMax || out.size() == kSiteFilesMax)
            return fail(ErrorCode::TooLarge, folder.string() + ": more than " +
                                                 std::to_string(kSiteFilesMax) + " files or " +
                                                 std::to_string(kSiteBytesMax) + " bytes");
        out.emplace(at->path().lexically_relative(folder).generic_string(), std::move(content));
    }
    if (failed) return fail(ErrorCode::Unavailable, folder.string() + ": " + failed.message());
    return out;
}

bool is_same(std::string_view if_none_match, std::string_view etag) {
    while (!if_none_match.empty()) {
        const std::size_t end = std::min(if_none_match.find(','), if_none_match.size());
        std::string_view one = trim(if_none_match.substr(0, end));
        if_none_match.remove_prefix(std::min(end + 1, if_none_match.size()));
        if (one.starts_with("W/")) one.remove_prefix(2);
        if (one == etag || one == "*") return true;
    }
    return false;
}

}  // namespace

bool takes_coding(std::string_view accept_encoding, std::string_view coding) {
    std::optional<bool> any;
    while (!accept_encoding.empty()) {
        const std::size_t end = std::min(accept_encoding.find(','), accept_encoding.size());
        const auto one = parse_parameterised(trim(accept_encoding.substr(0, end)));
        accept_encoding.remove_prefix(std::min(end + 1, accept_encoding.size()));
        if (!one || (one->word != coding && one->word != "*")) continue;
        const auto q = find(one->parameters, "q");
        const bool is_taken = !q || q->find_first_not_of("0.") != std::string_view::npos;
        if (one->word == coding) return is_taken;
        any = is_taken;
    }
    return any.value_or(false);
}

Result<Site> Site::open(const fs::path& folder, Fields fields) {
    std::error_code ignored;
    if (!fs::is_regular_file(folder / kIndex, ignored))
        return fail(ErrorCode::NotFound, (folder / kIndex).string() + ": there is none");
    auto contents = TRY(read_folder(folder));
    const auto form = [&](std::string_view coding, std::string bytes) {
        const std::string etag = '"' + sha256_hex(bytes).substr(0, kEtagDigits) + '"';
        return Form{.coding = std::string{coding},
                    .bytes = std::make_shared<const std::string>(std::move(bytes)),
                    .etag = etag};
    };
    Site site{std::move(fields)};
    const auto is_sibling = [&](const std::string& path) {
        return std::ranges::any_of(kCodings, [&](const Ending& coding) {
            return path.ends_with(coding.first) &&
                   contents.contains(path.substr(0, path.size() - coding.first.size()));
        });
    };
    for (auto& [path, bytes] : contents) {
        if (is_sibling(path)) continue;
        File file{.media_type = media_type_of(path), .forms = {}};
        for (const auto& [ending, coding] : kCodings)
            if (const auto at = contents.find(path + std::string{ending}); at != contents.end())
                file.forms.push_back(form(coding, at->second));
        file.forms.push_back(form("", bytes));
        site.files_.emplace(path, std::move(file));
    }
    return site;
}

Response Site::send(const Request& request, const std::string& path, const File& file) {
    const std::string_view accepted = http::find(request.fields, "Accept-Encoding").value_or("");
    const auto form = std::ranges::find_if(file.forms, [&](const Form& one) {
        return one.coding.empty() || takes_coding(accepted, one.coding);
    });
    Response out;
    const auto known = http::find(request.fields, "If-None-Match");
    if (known && is_same(*known, form->etag)) {
        out.status = 304;
    } else {
        add_field(out.fields, "Content-Type", std::string{file.media_type});
        if (!form->coding.empty()) add_field(out.fields, "Content-Encoding", form->coding);
        out.body = form->bytes;
    }
    add_field(out.fields, "ETag", form->etag);
    if (file.forms.size() > 1) add_field(out.fields, "Vary", "Accept-Encoding");
    add_field(out.fields, "Cache-Control",
              path.starts_with(kHashedFolder) ? "public, max-age=31536000, immutable" : "no-cache");
    return out;
}

Response Site::answer(const Request& request) const {
    if (!request.path.empty() && request.path.front() == "api")
        return problem(404, "not-found", "There is nothing here.");
    const std::string path = joined(request.path);
    auto at = files_.find(path);
    const bool is_page = !names_a_file(path) && !path.starts_with(kHashedFolder);
    if (at == files_.end() && is_page) at = files_.find(kIndex);
    Response out;
    if (at != files_.end()) {
        out = send(request, at->first, at->second);
    } else if (is_page) {
        out = http::answer(503, "text/html; charset=utf-8", std::string{kNotBuilt});
        add_field(out.fields, "Cache-Control", "no-store");
    } else {
        out = problem(404, "not-found", "There is nothing here.");
    }
    out.fields.insert(out.fields.end(), fields_.begin(), fields_.end());
    return out;
}

}  // namespace pingli::http
