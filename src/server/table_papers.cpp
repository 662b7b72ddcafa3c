#include "server/table_papers.hpp"

#include "intake/shop_folder.hpp"
#include "zones/zones.hpp"

namespace pingli::server {

namespace {

intake::Options options_of(const std::filesystem::path& formats, const std::string& zone) {
    intake::Options options;
    options.formats = formats;
    options.zone = zone;
    options.load_zone = [](std::string_view name) { return zones::load_zone(std::string{name}); };
    return options;
}

// `take` turns a row of type Row into a line, or into nothing.
template <class Row, class Line, class Take>
Result<app::Paper<Line>> read(const std::string& path, intake::FileKind kind,
                              const intake::Options& options, Take take) {
    app::Paper<Line> paper;
    const auto counts =
        TRY(intake::read_rows(path, kind, options, [&](const intake::Row& row) -> Result<void> {
            const auto* const typed = std::get_if<const Row*>(&row);
            if (typed == nullptr) return {};
            if (paper.lines.size() >= app::kPaperLinesMax)
                return fail(ErrorCode::Invalid, "the table has too many lines");
            if (auto line = take(**typed)) paper.lines.push_back(std::move(*line));
            return {};
        }));
    if (counts.bad_files > 0) return fail(ErrorCode::Invalid, "the file is no such table");
    paper.unreadable = static_cast<std::int64_t>(counts.bad_lines);
    return paper;
}

}  // namespace

Result<app::Paper<contacts::ListedCall>> TablePapers::carrier_list(
    const std::string& path, const std::string& zone, const std::vector<std::string>& own_numbers) {
    intake::Options options = options_of(formats_, zone);
    options.own_numbers = own_numbers;
    return read<facts::Call, contacts::ListedCall>(
        path, intake::FileKind::Calls, options, [](const facts::Call& call) {
            return std::optional{
                contacts::ListedCall{.caller = std::string{call.caller},
                                     .callee = std::string{call.callee},
                                     .start = call.start,
                                     .line = static_cast<std::int64_t>(call.source.line)}};
        });
}

Result<app::Paper<contacts::LoggedContact>> TablePapers::contact_log(const std::string& path,
                                                                     const std::string& zone) {
    return read<facts::Contact, contacts::LoggedContact>(
        path, intake::FileKind::Contacts, options_of(formats_, zone),
        [](const facts::Contact& entry) -> std::optional<contacts::LoggedContact> {
            if (!entry.at) return std::nullopt;
            return contacts::LoggedContact{.channel = std::string{entry.channel},
                                           .number = std::string{entry.number},
                                           .at = *entry.at,
                                           .line = static_cast<std::int64_t>(entry.source.line)};
        });
}

}  // namespace pingli::server
