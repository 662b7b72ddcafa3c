#include "codec/case_commands_json.hpp"

#include <algorithm>

#include "base/utf8.hpp"
#include "codec/fields_read.hpp"

namespace pingli::codec {

namespace {

using Parsed = std::expected<cases::Command, Problems>;

template <class C>
constexpr bool kOpens = requires(C command) { command.opening; };

template <class C>
Parsed read_command(Json& json, const CommandContext& context) {
    if constexpr (kOpens<C>) {
        json["case_id"] = context.case_id.value();
        json["shop"] = context.shop.value();
    }
    const ReadOptions options{.sealer = nullptr,
                              .new_id = context.new_id,
                              .may_lack = false,
                              .refuses_unknown = true,
                              .is_bounded = true};
    FieldReader reader{options};
    C command{};
    reader.read(json, command);
    if (!reader.faults().empty()) return std::unexpected{reader.faults()};
    return command;
}

template <class... Commands>
Parsed read_named(std::string_view name, Json& json, const CommandContext& context,
                  std::type_identity<std::variant<Commands...>>) {
    Parsed out = std::unexpected{Problems{{.expected = say("field.command")}}};
    const auto read_if = [&]<class C>(std::type_identity<C>) {
        if (C::kName != name) return false;
        out = read_command<C>(json, context);
        return true;
    };
    static_cast<void>((read_if(std::type_identity<Commands>{}) || ...));
    return out;
}

template <class... Commands>
std::vector<std::string_view> names_of(std::type_identity<std::variant<Commands...>>) {
    return {Commands::kName...};
}

}  // namespace

Parsed parse_command(std::string_view name, std::string_view body, const CommandContext& context) {
    const auto no = [](Said expected) {
        return std::unexpected{Problems{{.expected = std::move(expected)}}};
    };
    if (!utf8::is_valid(body)) return no(say("field.utf8"));
    const bool blank = std::ranges::all_of(
        body, [](char c) { return c == ' ' || c == '\n' || c == '\r' || c == '\t'; });
    Json json = blank ? Json::object() : parse_bounded(body);
    if (!json.is_object()) return no(say("field.json_members", kMembersMax));
    return read_named(name, json, context, std::type_identity<cases::Command>{});
}

std::vector<std::string_view> command_names() {
    return names_of(std::type_identity<cases::Command>{});
}

}  // namespace pingli::codec
