#include "intake/shop_folder.hpp"

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <optional>
#include <utility>

#include "codec/shop_toml.hpp"
#include "intake/chats.hpp"
#include "intake/file_list.hpp"
#include "intake/inflate.hpp"
#include "intake/ingest.hpp"
#include "intake/join.hpp"
#include "intake/json_reader.hpp"
#include "intake/limits.hpp"
#include "intake/table_reader.hpp"

namespace pingli::intake {

namespace fs = std::filesystem;

namespace {

constexpr std::size_t kShopTomlBytesMax = std::size_t{1} << 20U;

fs::path temporary_folder(const Options& options) {
    if (!options.temporary.empty()) return options.temporary;
    const char* const wanted = std::getenv("TMPDIR");  // NOLINT(concurrency-mt-unsafe): read once.
    return wanted != nullptr && *wanted != '\0' ? fs::path{wanted} : fs::path{"/tmp"};
}

Result<Zone> zone_named(const std::string& name, const Options& options) {
    if (options.load_zone) return options.load_zone(name);
    if (name == "Asia/Shanghai" || name == "+08:00")
        return Zone::fixed(name, std::chrono::hours{8});
    return fail(ErrorCode::NotFound, say("folder.zone"));
}

bool is_ndjson(std::string_view name) {
    name = trimmed(name);
    if (name.ends_with(".gz")) name.remove_suffix(3);
    return name.ends_with(".jsonl") || name.ends_with(".ndjson");
}

// The number whose list a file is, where its lines do not say so: the one of the shop's that the
// file's name holds, any number in that name, the only one of the shop's. Empty: not known.
std::string own_number(std::string_view file, std::span<const std::string> numbers) {
    constexpr std::size_t kNumberDigitsMin = 10;
    const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
    std::string in_name;
    while (!file.empty() && in_name.empty()) {
        const std::string_view digits{file.begin(), std::ranges::find_if_not(file, is_digit)};
        // Not a date with a time.
        if (digits.size() >= kNumberDigitsMin && !digits.starts_with("20"))
            in_name = normalized_phone(digits);
        file.remove_prefix(std::max<std::size_t>(digits.size(), 1));
    }
    for (const std::string& number : numbers)
        if (!in_name.empty() && normalized_phone(number) == in_name) return number;
    if (!in_name.empty()) return in_name;
    return numbers.size() == 1 ? numbers.front() : std::string{};
}

// Whose files they are.
struct Owner {
    ShopNicks nicks;
    std::span<const std::string> numbers;
};

// Reads files into a sink: one reader for each syntax.
class FolderReader {
public:
    FolderReader(const Values& values, Report& report, Owner owner, const RowSink& sink,
                 const Options& options)
        : values_(values), report_(report), owner_(owner), sink_(sink), options_(options) {}

    void expect_bytes(std::uint64_t bytes) { bytes_total_ = bytes; }

    // `name` must outlive the rows' sources. A file that cannot be read to its end is a problem;
    // fails only when the sink fails or the reading is stopped.
    Result<void> read(const ShopFile& file, std::string_view name) {
        report_.start_file(name, file.kind.value_or(FileKind::Orders));
        ++report_.counts().files;
        const auto read = read_file(file, name);
        bytes_before_ += file.bytes;
        report_.counts().bytes = bytes_before_;
        if (!read && (sink_failed_ || stopped_)) return read;
        if (!read) report_.bad_file(said_of(read.error()));
        return {};
    }

private:
    Result<void> read_file(const ShopFile& file, std::string_view name) {
        auto source = TRY(ByteSource::open(file.path, &budget_));
        const RowSink sink = [this](const Row& row) {
            auto taken = sink_(row);
            sink_failed_ = !taken.has_value();
            return taken;
        };
        const KeepOn keep_on = [this](std::uint64_t bytes_taken) {
            if (!options_.on_progress) return true;
            stopped_ = !options_.on_progress(
                {.bytes_done = bytes_before_ + bytes_taken, .bytes_total = bytes_total_});
            return !stopped_;
        };
        const GivenCells given = given_cells(file);
        const Reading reading{.values = values_,
                              .report = report_,
                              .file = name,
                              .sink = sink,
                              .keep_on = keep_on,
                              .chosen = chosen_columns(file.name),
                              .given = &given};
        if (!keep_on(0)) return fail(ErrorCode::Unavailable, "stopped");
        switch (file.syntax) {
            case Syntax::Csv:
                return read_csv(file, std::move(source), reading);
            case Syntax::Json: {
                JsonDocuments documents{std::move(source), is_ndjson(name)};
                return report_.kind() == FileKind::Chats ? read_json_chats(documents, reading)
                                                         : read_json(documents, reading);
            }
            case Syntax::Text: {
                LineReader lines{std::move(source)};
                return read_text_chat(lines, file.path.filename().string(), owner_.nicks, reading);
            }
        }
        return {};
    }

    [[nodiscard]] GivenCells given_cells(const ShopFile& file) const {
        if (file.kind != FileKind::Calls) return {};
        // An exhibit is kept under its hash, which names no number.
        const bool is_named = syntax_of(file.name).has_value();
        std::string number = own_number(
            is_named ? fs::path{file.name}.filename().string() : std::string{}, owner_.numbers);
        return number.empty() ? GivenCells{} : GivenCells{{"own", std::move(number)}};
    }

    [[nodiscard]] const ChosenColumns* chosen_columns(const std::string& name) const {
        const auto found = options_.choices.find(name);
        return found == options_.choices.end() ? nullptr : &found->second.columns;
    }

    Result<void> read_csv(const ShopFile& file, ByteSource source, const Reading& reading) {
        if (!file.kind) {
            const auto kind = TRY(recognize(file));
            if (!kind) {
                --report_.counts().files;
                report_.left_alone(reading.file, say("file.kind"));
                return {};
            }
            report_.start_file(reading.file, *kind);
        }
        CsvReader csv{std::move(source)};
        return read_table(csv, reading);
    }

    Result<std::optional<FileKind>> recognize(const ShopFile& file) {
        CsvReader csv{TRY(ByteSource::open(file.path, &budget_))};
        const HeaderTest is_header = [&](const std::vector<std::string_view>& cells) {
            return recognize_table(cells, values_.formats()).has_value();
        };
        TRY(csv.choose_separator(is_header));
        CsvRecord record;
        std::optional<FileKind> kind;
        for (std::size_t i = 0; i < kPreambleLinesMax && !kind && TRY(csv.next(record)); ++i)
            kind = recognize_table(record.cells, values_.formats());
        return kind;
    }

    const Values& values_;
    Report& report_;
    Owner owner_;
    const RowSink& sink_;
    const Options& options_;
    UnpackBudget budget_{.bytes = kFolderUnpackedBytesMax, .expected = say("file.unpacked_max")};
    std::uint64_t bytes_before_ = 0;
    std::uint64_t bytes_total_ = 0;
    bool sink_failed_ = false;
    bool stopped_ = false;
};

class FolderSource final : public ShopFolder {
public:
    FolderSource(Formats formats, const Options& options)
        : options_(options), formats_(std::move(formats)), report_(options.on_problem) {}

    Result<void> open(const fs::path& folder) {
        FileList list = TRY(list_files(folder, formats_));
        for (ShopFile& file : list.files)
            if (const auto choice = options_.choices.find(file.name);
                choice != options_.choices.end() && choice->second.kind)
                file.kind = choice->second.kind;
        sort_files(list);
        for (FileList::Left& left : list.left)
            report_.left_alone(left.name, std::move(left.expected));
        if (list.files.empty())
            return fail(ErrorCode::NotFound, say("folder.no_shop", folder.string()));
        TRY(read_shop(list));
        ingest_.emplace(Ingest::Parameters{.temporary = temporary_folder(options_),
                                           .memory_bytes = options_.memory_bytes,
                                           .formats = formats_,
                                           .shop_numbers = shop_.numbers,
                                           .shop_nicks = {nicks_}},
                        names_, report_);
        TRY(read_files(list));
        TRY(ingest_->finish());
        joiner_.emplace(ingest_->rows(), names_, report_);
        if (ingest_->rows().bytes() == 0)
            return fail(ErrorCode::Invalid,
                        say("folder.nothing_read", folder.string(), list.files.size()));
        return {};
    }

    [[nodiscard]] const facts::Shop& shop() const override { return shop_; }
    [[nodiscard]] const Counts& counts() const override { return report_.counts(); }
    Result<bool> next(facts::Dossier& out) override { return joiner_->next(out); }

private:
    Result<void> read_shop(const FileList& list) {
        if (!list.shop_toml && options_.shop) {
            shop_ = *options_.shop;
            if (!shop_.name.empty()) nicks_.push_back(shop_.name);
            return {};
        }
        codec::ShopToml toml;
        if (list.shop_toml) {
            std::ifstream file(*list.shop_toml, std::ios::binary);
            std::string text(kShopTomlBytesMax + 1, '\0');
            file.read(text.data(), static_cast<std::streamsize>(text.size()));
            text.resize(static_cast<std::size_t>(file.gcount()));
            if (text.size() > kShopTomlBytesMax)
                return fail(ErrorCode::TooLarge, say("folder.toml_max"));
            Problems problems;
            toml = TRY(codec::parse_shop_toml(text, "shop.toml", problems));
            for (const Problem& problem : problems)
                if (options_.on_problem) options_.on_problem(problem);
            report_.counts().bad_fields += problems.size();
        }
        shop_.zone = TRY(zone_named(toml.zone, options_));
        shop_.id = std::move(toml.id);
        shop_.name = std::move(toml.name);
        shop_.platform = toml.platform;
        shop_.numbers = std::move(toml.numbers);
        shop_.policy = toml.policy;
        nicks_ = std::move(toml.nicks);
        if (!shop_.name.empty()) nicks_.push_back(shop_.name);
        return {};
    }

    Result<void> read_files(const FileList& list) {
        const Values values{formats_, shop_.zone};
        const RowSink sink = [this](const Row& row) { return ingest_->take(row); };
        FolderReader reader{
            values, report_, {.nicks = {nicks_}, .numbers = shop_.numbers}, sink, options_};
        reader.expect_bytes(list.bytes);
        for (const ShopFile& file : list.files) TRY(reader.read(file, names_.add(file.name)));
        if (options_.on_progress)
            options_.on_progress({.bytes_done = list.bytes, .bytes_total = list.bytes});
        return {};
    }

    Options options_;
    Formats formats_;
    Report report_;
    facts::Shop shop_;
    std::vector<std::string> nicks_;
    FileNames names_;
    std::optional<Ingest> ingest_;
    std::optional<Joiner> joiner_;
};

}  // namespace

Result<std::unique_ptr<ShopFolder>> open_shop_folder(const fs::path& folder,
                                                     const Options& options) {
    auto source = std::make_unique<FolderSource>(TRY(Formats::load(options.formats)), options);
    TRY(source->open(folder));
    return std::unique_ptr<ShopFolder>{std::move(source)};
}

Result<Counts> read_rows(const fs::path& file, std::optional<FileKind> kind, const Options& options,
                         const RowSink& sink) {
    const Formats formats = TRY(Formats::load(options.formats));
    const Zone zone = TRY(zone_named(options.zone, options));
    const Values values{formats, zone};
    Report report{options.on_problem};
    const std::string name = file.filename().string();
    auto syntax = syntax_of(name);
    if (kind && !syntax) syntax = Syntax::Csv;
    if (!kind) kind = formats.kind_of(lower_ascii(name));
    if (!syntax || (!kind && syntax != Syntax::Csv))
        return fail(ErrorCode::Invalid, say("folder.no_syntax", name));
    FolderReader reader{
        values, report, {.nicks = {}, .numbers = options.own_numbers}, sink, options};
    ShopFile shop_file{.path = file, .name = name, .kind = kind, .syntax = *syntax};
    std::error_code failed;
    shop_file.bytes = fs::file_size(file, failed);
    reader.expect_bytes(shop_file.bytes);
    TRY(reader.read(shop_file, name));
    return report.counts();
}

}  // namespace pingli::intake
