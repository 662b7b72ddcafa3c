#include "engines/triage_rules.hpp"

#include <array>
#include <utility>

#include "codec/templates_toml.hpp"
#include "engines/data_file.hpp"

namespace pingli::engines {

namespace {

rulebook::RulebookPtr pick(const rulebook::Library& library, Instant as_of,
                           const std::string& pinned) {
    const std::size_t at = pinned.find('@');
    if (at != std::string::npos)
        return library.find(std::string_view{pinned}.substr(0, at),
                            std::string_view{pinned}.substr(at + 1));
    const auto versions = library.versions(kTriageRulebook);
    if (versions.empty()) return nullptr;
    const auto today = std::chrono::floor<std::chrono::days>(versions.back()->zone.to_local(as_of));
    return library.in_force(kTriageRulebook, today);
}

}  // namespace

Result<TriageRules> triage_rules(const rulebook::Library& library, Instant as_of,
                                 const std::string& pinned) {
    const rulebook::RulebookPtr source = pick(library, as_of, pinned);
    if (!source)
        return fail(ErrorCode::NotFound, "no version of the rulebook " +
                                             (pinned.empty() ? kTriageRulebook : pinned) +
                                             " holds at that time; see pingli rules check");
    return TriageRules{.book = TRY(triage::Book::open(source)), .source = source};
}

std::expected<replies::Templates, Problems> load_templates(const std::filesystem::path& data_root) {
    std::array<std::string, 3> bytes;
    constexpr std::array kFiles{"replies.toml", "drafts.toml", "words.toml"};
    for (std::size_t i = 0; i < kFiles.size(); ++i) {
        auto read = read_file(data_root / "templates" / kFiles.at(i), codec::kTemplatesBytesMax);
        if (!read) {
            Problem problem;
            problem.file = kFiles.at(i);
            problem.expected = read.error().context;
            return std::unexpected{Problems{std::move(problem)}};
        }
        bytes.at(i) = std::move(*read);
    }
    return codec::parse_templates({.replies = bytes[0], .drafts = bytes[1], .words = bytes[2]});
}

}  // namespace pingli::engines
