#include "server/base_url.hpp"

#include <algorithm>
#include <fstream>

namespace pingli::server {

namespace {

constexpr const char* kBaseUrlFile = "base-url";
constexpr std::size_t kUrlBytesMax = 500;

bool is_port(std::string_view text) {
    constexpr std::size_t kDigitsMax = 5;
    return !text.empty() && text.size() <= kDigitsMax &&
           std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

// "desk.example", "desk.example:8443", "[::1]:8080".
bool is_authority(std::string_view text) {
    const std::size_t bracket = text.rfind(']');
    const std::size_t colon = text.find(':', bracket == std::string_view::npos ? 0 : bracket);
    const std::string_view host = text.substr(0, colon);
    if (host.empty() || host.starts_with('[') != host.ends_with(']')) return false;
    if (colon != std::string_view::npos && !is_port(text.substr(colon + 1))) return false;
    return std::ranges::none_of(text, [](char c) {
        return static_cast<unsigned char>(c) <= 0x20 || std::string_view{"/?#@\\\""}.contains(c);
    });
}

}  // namespace

std::optional<std::string> normal_base_url(std::string_view text) {
    if (text.size() > kUrlBytesMax) return std::nullopt;
    if (text.ends_with('/')) text.remove_suffix(1);
    for (const std::string_view scheme : {"http://", "https://"})
        if (text.starts_with(scheme) && is_authority(text.substr(scheme.size())))
            return std::string{text};
    return std::nullopt;
}

std::string own_url(bool is_secure, std::string_view address, std::uint16_t port) {
    std::string host{address};
    if (address == "0.0.0.0") host = "127.0.0.1";
    if (address == "::") host = "::1";
    if (host.contains(':')) host = '[' + host + ']';
    return (is_secure ? "https://" : "http://") + host + ':' + std::to_string(port);
}

Result<void> keep_base_url(const std::filesystem::path& data, const std::string& url) {
    std::ofstream file{data / kBaseUrlFile, std::ios::trunc};
    file << url << '\n';
    if (!file.flush())
        return fail(ErrorCode::Unavailable, (data / kBaseUrlFile).string() + ": cannot be written");
    return {};
}

std::optional<std::string> kept_base_url(const std::filesystem::path& data) {
    std::ifstream file{data / kBaseUrlFile};
    std::string line;
    if (!std::getline(file, line)) return std::nullopt;
    return normal_base_url(line);
}

}  // namespace pingli::server
