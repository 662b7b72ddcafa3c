#include "codec/case_events_json.hpp"

#include "codec/fields_read.hpp"
#include "codec/fields_write.hpp"
#include "codec/limits.hpp"
#include "codec/nesting.hpp"

namespace pingli::codec {

namespace {

constexpr std::int64_t kVersion = 1;  // of every type so far

struct Envelope {
    std::string type;
    std::int64_t v = 0;
    Instant at;
    cases::Actor by;
    template <class Self, class V>
    static void each(Self& s, V& v) {
        v("type", s.type);
        v("v", s.v);
        v("at", s.at);
        v("by", s.by);
    }
};

std::unexpected<Error> corrupt(const std::string& type, const FieldReader& reader) {
    std::string context = "event " + type.substr(0, 64) + ": ";
    for (const Problem& fault : reader.faults())
        context += fault.field + " (expected: " + english(fault.expected) + ") ";
    return fail(ErrorCode::Corrupt, context);
}

template <class... Types>
bool emplace_named(std::string_view type, cases::Happening& what,
                   std::type_identity<std::variant<Types...>>) {
    const auto try_one = [&]<class T>(std::type_identity<T>) {
        if (T::kType != type) return false;
        what.emplace<T>();
        return true;
    };
    return (try_one(std::type_identity<Types>{}) || ...);
}

template <class T>
std::string written(const Envelope& envelope, const T& what, app::Sealer& sealer) {
    std::string out;
    JsonWriter json{out};
    FieldWriter writer{json, {.sealer = &sealer, .shows_personal = false}};
    json.begin_object();
    Envelope::each(envelope, writer);
    T::each(what, writer);
    json.end_object();
    return out;
}

class EventReader {
public:
    explicit EventReader(app::Sealer& sealer)
        : options_{.sealer = &sealer, .new_id = {}, .may_lack = false, .refuses_unknown = false} {}

    Result<Envelope> envelope(std::string_view body) {
        if (is_within(body, {.depth_max = kJsonBodyDepthMax}))
            json_ = Json::parse(body, nullptr, false);
        if (!json_.is_object()) return fail(ErrorCode::Corrupt, "event: not a JSON object");
        Envelope envelope;
        reader_.read(json_, envelope);
        if (!reader_.faults().empty()) return corrupt(envelope.type, reader_);
        if (envelope.v != kVersion)
            return fail(ErrorCode::Corrupt, "event " + envelope.type.substr(0, 64) + ": version " +
                                                std::to_string(envelope.v) + " is not known");
        return envelope;
    }
    template <class T>
    Result<void> rest(const Envelope& envelope, T& what) {
        reader_.read(json_, what);
        if (!reader_.faults().empty()) return corrupt(envelope.type, reader_);
        return {};
    }

private:
    const ReadOptions options_;
    FieldReader reader_{options_};
    Json json_{Json::value_t::discarded};
};

std::unexpected<Error> not_known(const Envelope& envelope) {
    return fail(ErrorCode::Corrupt,
                "event " + envelope.type.substr(0, 64) + ": a type that is not known");
}

}  // namespace

std::string encode_event(const cases::Event& event, app::Sealer& sealer) {
    const Envelope envelope{
        .type = std::string{type_of(event)}, .v = kVersion, .at = event.at, .by = event.by};
    return std::visit([&](const auto& what) { return written(envelope, what, sealer); },
                      event.what);
}

Result<cases::Event> decode_event(std::string_view body, app::Sealer& sealer) {
    EventReader reader{sealer};
    const Envelope envelope = TRY(reader.envelope(body));
    cases::Event event{.what = {}, .by = envelope.by, .at = envelope.at};
    if (!emplace_named(envelope.type, event.what, std::type_identity<cases::Happening>{}))
        return not_known(envelope);
    TRY(std::visit([&](auto& what) { return reader.rest(envelope, what); }, event.what));
    return event;
}

std::string encode_deed(const app::ReviewDeed& deed, app::Sealer& sealer) {
    return written({.type = std::string{cases::to_name(deed.kind)},
                    .v = kVersion,
                    .at = deed.at,
                    .by = deed.by},
                   deed, sealer);
}

Result<app::ReviewDeed> decode_deed(std::string_view body, app::Sealer& sealer) {
    EventReader reader{sealer};
    const Envelope envelope = TRY(reader.envelope(body));
    const auto kind = cases::parse_name<app::DeedKind>(envelope.type);
    if (!kind) return not_known(envelope);
    app::ReviewDeed deed{.kind = *kind, .at = envelope.at, .by = envelope.by};
    TRY(reader.rest(envelope, deed));
    return deed;
}

}  // namespace pingli::codec
