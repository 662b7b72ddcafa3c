#include "app/shops.hpp"

#include <algorithm>

#include "app/transfer.hpp"
#include "base/one_line.hpp"
#include "base/record_form.hpp"

namespace pingli::app {

namespace {

constexpr std::size_t kNameBytesMax = 200;
constexpr std::string_view kDefaultZone = "Asia/Shanghai";
constexpr std::string_view kSecondFactor = "second_factor";
constexpr std::string_view kDemanded = "demanded";

// Every field of it, in the record's form.
struct NumberWriter {
    RecordWriter out;
    void operator()(std::string_view name, const std::string& value) { out.add(name, value); }
    void maybe(std::string_view name, const std::string& value) { out.add(name, value); }
};
struct NumberReader {
    RecordReader in;
    void operator()(std::string_view name, std::string& value) const { value = in.text(name); }
    void maybe(std::string_view name, std::string& value) const { value = in.text(name); }
};

std::string encode(const ShopRecord& shop) {
    RecordWriter out;
    out.add("name", shop.name).add("platform", shop.platform).add("zone", shop.zone);
    if (!shop.founder.value().empty()) out.add("founder", shop.founder.value());
    if (shop.demands_second_factor) out.add(kSecondFactor, kDemanded);
    for (const OwnNumberRecord& number : shop.numbers) {
        NumberWriter writer;
        OwnNumberRecord::each(number, writer);
        out.add("number", writer.out.take());
    }
    return out.take();
}

ShopRecord decode(const Record& record) {
    const RecordReader reader{record.bytes};
    ShopRecord shop{.id = ShopId{record.key},
                    .name = reader.text("name"),
                    .platform = reader.text("platform"),
                    .zone = reader.text("zone"),
                    .founder = UserId{reader.text("founder")},
                    .demands_second_factor = reader.text(kSecondFactor) == kDemanded};
    for (const std::string& bytes : reader.texts("number")) {
        const NumberReader one{RecordReader{bytes}};
        OwnNumberRecord::each(shop.numbers.emplace_back(), one);
    }
    return shop;
}

bool is_plain(const std::string& text) {
    return is_one_line(text, kNameBytesMax);
}

bool is_right(const OwnNumberRecord& number) {
    const auto from = parse_date(number.from);
    const auto until = parse_date(number.until);
    const bool is_ordered = number.until.empty() || (until && from && *from <= *until);
    return is_plain(number.number) && is_plain(number.channel) && from && is_ordered &&
           (number.note.empty() || is_plain(number.note));
}

}  // namespace

Result<void> Shops::add(const ShopRecord& shop) {
    if (!is_plain(shop.name) || !is_plain(shop.platform))
        return fail(ErrorCode::Invalid, "a shop needs a name and a platform");
    if (shop.id.value().empty() || shop.id.value().size() > kIdBytesMax)
        return fail(ErrorCode::Invalid, "the shop's id");
    Zone zone = TRY(load_zone_(shop.zone));
    TRY(records_.put(kShopKind,
                     {.key = shop.id.value(), .bytes = encode(shop), .expires_at = std::nullopt},
                     Put::IfAbsent));
    const std::lock_guard lock(mutex_);
    zones_.insert_or_assign(shop.id, std::move(zone));
    return {};
}

Result<void> Shops::take_back(const ShopId& shop) {
    TRY(records_.remove(kShopKind, shop.value()));
    const std::lock_guard lock(mutex_);
    zones_.erase(shop);
    return {};
}

Result<ShopRecord> Shops::update(const ShopId& shop, Instant now,
                                 const std::function<Result<void>(ShopRecord&)>& how) {
    for (int i = 0; i < kWriteTriesMax; ++i) {
        const Record before = TRY(records_.get(kShopKind, shop.value(), now));
        ShopRecord changed = decode(before);
        TRY(how(changed));
        const auto done = records_.put(
            kShopKind, {.key = before.key, .bytes = encode(changed), .expires_at = std::nullopt},
            Put::IfUnchanged, before.bytes);
        if (done) return changed;
        if (done.error().code != ErrorCode::VersionConflict) return std::unexpected{done.error()};
    }
    return fail(ErrorCode::Unavailable, "a shop is changed by too many at once");
}

Result<ShopRecord> Shops::change(const ShopId& shop, const std::optional<std::string>& name,
                                 const std::optional<std::string>& zone, Instant now) {
    auto record = update(shop, now, [&](ShopRecord& one) -> Result<void> {
        one.name = name.value_or(one.name);
        one.zone = zone.value_or(one.zone);
        if (!is_plain(one.name)) return fail(ErrorCode::Invalid, "a shop needs a name");
        TRY(load_zone_(one.zone));
        return {};
    });
    if (!record) return record;
    const std::lock_guard lock(mutex_);
    zones_.erase(shop);  // read anew: of two changes it holds which came last
    return record;
}

Result<void> Shops::demand_second_factor(const ShopId& shop, bool is_demanded, Instant now) {
    TRY(update(shop, now, [&](ShopRecord& one) -> Result<void> {
        one.demands_second_factor = is_demanded;
        return {};
    }));
    return {};
}

// Of each request of a session: no more than this is read of the record.
Result<bool> Shops::demands_second_factor(const ShopId& shop, Instant now) {
    const Record record = TRY(records_.get(kShopKind, shop.value(), now));
    return RecordReader{record.bytes}.text(kSecondFactor) == kDemanded;
}

Result<ShopRecord> Shops::find(const ShopId& shop, Instant now) {
    return decode(TRY(records_.get(kShopKind, shop.value(), now)));
}

Result<std::vector<ShopRecord>> Shops::all() {
    std::vector<ShopRecord> out;
    std::string after;
    while (true) {
        const auto records = TRY(records_.list(kShopKind, "", after, kPageMax));
        for (const Record& record : records) out.push_back(decode(record));
        if (records.size() < kPageMax) return out;
        after = records.back().key;
    }
}

Result<void> Shops::set_numbers(const ShopId& shop, const std::vector<OwnNumberRecord>& numbers,
                                Instant now) {
    if (numbers.size() > kOwnNumbersMax)
        return fail(ErrorCode::Invalid, "numbers: at most " + std::to_string(kOwnNumbersMax));
    for (std::size_t i = 0; i < numbers.size(); ++i)
        if (!is_right(numbers[i]))
            return fail(ErrorCode::Invalid, "numbers[" + std::to_string(i) + "]");
    TRY(update(shop, now, [&](ShopRecord& one) -> Result<void> {
        one.numbers = numbers;
        return {};
    }));
    return {};
}

Result<std::vector<contacts::OwnNumber>> Shops::owned_numbers(const ShopId& shop, Instant now) {
    const ShopRecord record = TRY(find(shop, now));
    const Zone zone = zone_of(shop, now);
    const auto start_of = [&](LocalDate day) { return zone.to_instant(LocalTime{day}); };
    std::vector<contacts::OwnNumber> out;
    for (const OwnNumberRecord& number : record.numbers) {
        const auto from = parse_date(number.from);
        const auto until = parse_date(number.until);
        if (!from) return fail(ErrorCode::Corrupt, "a registered number without its first day");
        out.push_back(
            {.number = number.number,
             .channel = number.channel,
             .from = start_of(*from),
             .until = until ? std::optional{start_of(*until + std::chrono::days{1})} : std::nullopt,
             .note = number.note});
    }
    return out;
}

Zone Shops::zone_of(const ShopId& shop, Instant now) {
    const std::lock_guard lock(mutex_);
    auto it = zones_.find(shop);
    if (it == zones_.end()) {
        const auto known = find(shop, now);
        auto zone = load_zone_(known ? known->zone : std::string{kDefaultZone});
        if (!zone) zone = Zone::fixed(std::string{kDefaultZone}, std::chrono::hours{8});
        it = zones_.emplace(shop, std::move(*zone)).first;
    }
    return it->second;
}

int Shops::year_of(const ShopId& shop, Instant at) {
    const auto day = std::chrono::floor<std::chrono::days>(zone_of(shop, at).to_local(at));
    return static_cast<int>(std::chrono::year_month_day{day}.year());
}

}  // namespace pingli::app
