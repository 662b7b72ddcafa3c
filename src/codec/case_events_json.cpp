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

}  // namespace

std::string encode_event(const cases::Event& event, app::Sealer& sealer) {
    std::string out;
    JsonWriter json{out};
    FieldWriter writer{json, {.sealer = &sealer, .shows_personal = false}};
    json.begin_object();
    const Envelope envelope{
        .type = std::string{type_of(event)}, .v = kVersion, .at = event.at, .by = event.by};
    Envelope::each(envelope, writer);
    std::visit([&]<class T>(const T& what) { T::each(what, writer); }, event.what);
    json.end_object();
    return out;
}

Result<cases::Event> decode_event(std::string_view body, app::Sealer& sealer) {
    const Json json = is_within(body, {.depth_max = kJsonBodyDepthMax})
                          ? Json::parse(body, nullptr, false)
                          : Json{Json::value_t::discarded};
    if (!json.is_object()) return fail(ErrorCode::Corrupt, "event: not a JSON object");
    const ReadOptions options{
        .sealer = &sealer, .new_id = {}, .may_lack = false, .refuses_unknown = false};
    FieldReader reader{options};
    Envelope envelope;
    reader.read(json, envelope);
    if (!reader.faults().empty()) return corrupt(envelope.type, reader);
    if (envelope.v != kVersion)
        return fail(ErrorCode::Corrupt, "event " + envelope.type.substr(0, 64) + ": version " +
                                            std::to_string(envelope.v) + " is not known");
    cases::Event event{.what = {}, .by = envelope.by, .at = envelope.at};
    if (!emplace_named(envelope.type, event.what, std::type_identity<cases::Happening>{}))
        return fail(ErrorCode::Corrupt,
                    "event " + envelope.type.substr(0, 64) + ": a type that is not known");
    std::visit([&](auto& what) { reader.read(json, what); }, event.what);
    if (!reader.faults().empty()) return corrupt(envelope.type, reader);
    return event;
}

}  // namespace pingli::codec
