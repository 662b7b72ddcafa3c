// A folder of files made for browsers, held in memory: hashed names for ever, pages checked anew
// each time, compressed siblings (`a.js.br`, `a.js.gz`) for those who take them. It knows nothing
// of what the pages do. Read once; thread-safe after that.

#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "http/request.hpp"
#include "http/response.hpp"

namespace pingli::http {

constexpr std::size_t kSiteFilesMax = 4'000;
constexpr std::size_t kSiteFileBytesMax = 16 << 20;
constexpr std::size_t kSiteBytesMax = 128 << 20;

class Site {
public:
    // Every answer carries `fields`. Without a page to show it answers 503 and says so.
    explicit Site(Fields fields) : fields_(std::move(fields)) {}
    // Of a folder with an index.html. NotFound: there is none; TooLarge: more than the limits;
    // Unavailable: a file cannot be read. Hidden files and links are left out.
    static Result<Site> open(const std::filesystem::path& folder, Fields fields);

    // The file of the path; index.html for what looks like a page of it (no file's ending in its
    // name); 404 otherwise. Nothing under /api is ours.
    [[nodiscard]] Response answer(const Request& request) const;
    [[nodiscard]] bool is_empty() const { return files_.empty(); }

private:
    struct Form {
        std::string coding;  // br, gzip; empty: as it is
        SharedText bytes;
        std::string etag;
    };
    struct File {
        std::string_view media_type;
        std::vector<Form> forms;  // the shortest way to send it first, as it is last
    };
    static Response send(const Request& request, const std::string& path, const File& file);

    Fields fields_;
    std::map<std::string, File, std::less<>> files_;  // "assets/a-1f3c.js"
};

// Whether an Accept-Encoding field takes this coding: named or under "*", and not with q=0.
bool takes_coding(std::string_view accept_encoding, std::string_view coding);

}  // namespace pingli::http
