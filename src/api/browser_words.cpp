#include "api/browser_words.hpp"

#include <array>

namespace pingli::api {

namespace {

struct Known {
    std::string_view mark;
    std::string_view name;
};
// The first that is found holds: many name others too.
constexpr std::array kBrowsers = {Known{.mark = "MicroMessenger", .name = "WeChat"},
                                  Known{.mark = "Edg", .name = "Edge"},
                                  Known{.mark = "OPR/", .name = "Opera"},
                                  Known{.mark = "Firefox", .name = "Firefox"},
                                  Known{.mark = "Chrom", .name = "Chrome"},
                                  Known{.mark = "Safari", .name = "Safari"}};
constexpr std::array kSystems = {
    Known{.mark = "Windows", .name = "Windows"}, Known{.mark = "Android", .name = "Android"},
    Known{.mark = "iPhone", .name = "iPhone"},   Known{.mark = "iPad", .name = "iPad"},
    Known{.mark = "Mac OS", .name = "macOS"},    Known{.mark = "Linux", .name = "Linux"}};

template <std::size_t N>
std::string_view first_of(const std::array<Known, N>& known, std::string_view text) {
    for (const Known& one : known)
        if (text.contains(one.mark)) return one.name;
    return {};
}

}  // namespace

std::string browser_words(std::string_view user_agent) {
    std::string out{first_of(kBrowsers, user_agent)};
    const std::string_view system = first_of(kSystems, user_agent);
    if (!out.empty() && !system.empty()) out += ", ";
    return out.append(system);
}

}  // namespace pingli::api
