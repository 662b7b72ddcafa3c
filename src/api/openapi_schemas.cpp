#include "api/openapi_schemas.hpp"

#include <algorithm>
#include <array>
#include <set>
#include <string>
#include <vector>

#include "accounts/roles.hpp"
#include "accounts/session.hpp"
#include "api/live_events.hpp"
#include "api/openapi.hpp"
#include "codec/case_commands_json.hpp"
#include "codec/case_schemas.hpp"
#include "codec/json_body.hpp"

namespace pingli::api {

namespace {

using codec::JsonWriter;

// What the edge itself says and takes; what cases say comes from codec.
// NOLINTBEGIN(modernize-use-designated-initializers): a table, read by its columns
constexpr std::array kSchemas = {
    Schema{"log_in", "login:text password:text code?:text"},
    Schema{"log_in_again", "password?:text code?:text"},
    Schema{"second_factor", "is_on:flag made_at?:time recovery_codes_left:whole"},
    Schema{"second_factor_secret", "secret:text uri:text"},
    Schema{"second_factor_code", "code:text"},
    Schema{"second_factor_removal", "password:text code:text"},
    Schema{"recovery_codes", "recovery_codes:text[]"},
    Schema{"use_link", "secret:text password:text code?:text"},
    Schema{"act", "role:role sides:side[]"},
    Schema{"membership",
           "shop:text name:text platform:text zone:text roles:role[] acts:act[] may:permission[] "
           "second_factor_owed?:text"},
    Schema{"account",
           "id:text login:text name:text memberships:membership[] is_operator:flag "
           "second_factor_owed?:text now:time version:text csrf_token?:text browser_key?:text"},
    Schema{"account_change", "name?:text old_password?:text password?:text"},
    Schema{"person",
           "id:text login:text name:text is_disabled:flag has_password:flag may_link:flag "
           "roles?:role[] sides?:side[] link?:text"},
    Schema{"session", "id:text began_at:time seen_at:time browser:text is_this:flag"},
    Schema{"sessions", "sessions:session[]"},
    Schema{"notice", "what:notice_what at:time by_operator:flag shop?:text shop_name?:text"},
    Schema{"notices", "notices:notice[]"},
    Schema{"people", "people:person[]"},
    Schema{"new_person", "login:text name:text roles:role[]"},
    Schema{"person_change", "roles?:role[] is_disabled?:flag"},
    Schema{"token",
           "id:text name:text scope:scope shops:text[] created_at:time expires_at?:time "
           "secret?:text"},
    Schema{"tokens", "tokens:token[]"},
    Schema{"new_token", "name:text<=200 scope:scope shops?:text[] days?:whole"},
    Schema{"shop", "id:text name:text platform:text zone:text demands_second_factor:flag"},
    Schema{"second_factor_demand", "is_demanded:flag"},
    Schema{"shops", "shops:shop[]"},
    Schema{"shop_change", "name?:text<=200 zone?:text"},
    Schema{"new_shop", "name:text<=200 platform:text<=200 zone?:text"},
    Schema{
        "case_row",
        "case_id:text number:text version:whole kind:text phase:text outcome:text|null "
        "assigned:text|null next_due_at?:time opened_at:time updated_at:time summary:case_summary"},
    Schema{"page", "cases:case_row[] next:text|null"},
    Schema{"own_number", "number:text channel:text from:text until?:text note?:text"},
    Schema{"register", "numbers:own_number[]"},
    Schema{"alleged_contact", "id?:text channel:text number?:text from:time to?:time"},
    Schema{"covered", "from:time to:time"},
    Schema{"paper", "exhibit:text numbers?:text[] covers?:covered"},
    Schema{"reconciliation_question",
           "alleged:alleged_contact[] person_number?:text carrier_list?:paper contact_log?:paper"},
    Schema{"says", "standing:text lines:whole[] why:words"},
    Schema{"compared", "id:text number:says carrier_list:says contact_log:says"},
    Schema{"unreadable_lines", "carrier_list:whole contact_log:whole"},
    Schema{"reconciliation",
           "alleged:compared[] listed_not_logged:whole[] logged_not_listed:whole[] "
           "unreadable_lines:unreadable_lines"},
    Schema{"ledger_detail", "entry_id:text reverses:text|null ruling_id:text"},
    Schema{"ledger_entry",
           "case_id:text position:whole class:text points:whole at:time detail:ledger_detail"},
    Schema{"ledger", "totals:object entries:ledger_entry[]"},
    Schema{"head", "position:whole hash:text"},
    Schema{"receipt",
           "case_id:text number:text version:whole phase:text events:text[] allowed_moves:move[]"},
    Schema{"case_page", "case:case next_steps:named_words allowed_moves:move[]"},
    Schema{"told_event", "position:whole version:whole hash:text event:event"},
    Schema{"events", "events:told_event[]"},
    Schema{"file", "sha256:text bytes:whole mime:text name:text"},
    Schema{"dsa", ""},
    Schema{"skipped", "reason:text count:whole"},
    Schema{"line_fault", "line:whole expected:text"},
    Schema{"imported",
           "opened:whole known:whole skipped:skipped[] faults:line_fault[] case_ids:text[]"},
    Schema{"new_feed", "secret_in_address?:flag"},
    Schema{"feed",
           "made_at:time secret_in_address:flag is_ended:flag url?:text user?:text secret?:text"},
    Schema{"own_feed", "feed:feed|null may_make:flag may_hold_secret:flag"},
    Schema{"web_hook",
           "id:text url:text events:web_hook_event[] leads:text[] created_at:time is_off:flag "
           "off_because?:text secret?:text"},
    Schema{"web_hooks", "web_hooks:web_hook[]"},
    Schema{"new_web_hook", "url:text<=2000 events?:web_hook_event[] leads?:text[]<=5"},
    Schema{"web_hook_change", "is_off:flag"},
    Schema{"delivery",
           "id:text event:text about:time state:text attempts:whole status:whole|null made_at:time "
           "last_at?:time next_at?:time body:object"},
    Schema{"deliveries", "deliveries:delivery[]"},
    Schema{"kind_tally",
           "kind:text open:whole upheld:whole not_upheld:whole withdrawn:whole "
           "otherwise_closed:whole upheld_share:share|null"},
    Schema{"ground_tally",
           "kind:text ground:text open:whole upheld:whole not_upheld:whole withdrawn:whole "
           "otherwise_closed:whole upheld_share:share|null"},
    Schema{"evidence_tally",
           "kind:text evidence:text open:whole upheld:whole not_upheld:whole withdrawn:whole "
           "otherwise_closed:whole upheld_share:share|null"},
    Schema{"clock_tally", "clock:text kept:whole missed:whole"},
    Schema{"breach_tally", "breach:text count:whole"},
    Schema{"statistics",
           "position:whole behind:whole by_kind:kind_tally[] by_ground:ground_tally[] "
           "by_evidence:evidence_tally[] clocks:clock_tally[] breaches:breach_tally[] "
           "appeals:whole overturned:whole reopened:whole"},
    Schema{"health", "status:text version?:text second_factor?:text"},
    Schema{"document", "openapi:text info:object paths:object components:object"},
    Schema{"field_fault", "field:text|null expected:text why?:words"},
    Schema{"problem",
           "type:text title:text status:whole field?:text|null expected?:text "
           "errors?:field_fault[] refusal?:refusal allowed_moves?:move[] why?:words "
           "check?:draft_check limit?:whole used?:whole"},
};
// NOLINTEND(modernize-use-designated-initializers)

constexpr std::string_view kOrNull = "|null";
constexpr std::string_view kAtMost = "<=";

// What is written behind a type, or what JsonBody takes; nothing where the server speaks.
struct SchemaBounds {
    bool is_given = false;
    std::size_t bytes_max = codec::kBodyTextBytesMax;
    std::size_t items_max = codec::kBodyItemsMax;
};

void bound(JsonWriter& out, std::string_view name, std::size_t most) {
    out.key(name);
    out.whole(static_cast<std::int64_t>(most));
}

struct PlainType {
    std::string_view name;
    std::string_view format = {};
};
// Empty: it is a schema's name.
PlainType plain_type(std::string_view type) {
    if (type == "text") return {.name = "string"};
    if (type == "time") return {.name = "string", .format = "date-time"};
    if (type == "whole") return {.name = "integer"};
    if (type == "share") return {.name = "number"};
    if (type == "flag") return {.name = "boolean"};
    if (type == "object") return {.name = "object"};
    return {};
}

// "text<=200" is "text", and the bounds say the rest.
std::string_view take_at_most(std::string_view type, SchemaBounds& bounds) {
    const auto mark = type.find(kAtMost);
    if (mark == std::string_view::npos) return type;
    std::size_t most = 0;
    for (const char digit : type.substr(mark + kAtMost.size()))
        most = most * 10 + static_cast<std::size_t>(digit - '0');
    type = type.substr(0, mark);
    (type == "text" ? bounds.bytes_max : bounds.items_max) = most;
    return type;
}

void type_schema(JsonWriter& out, std::string_view type, SchemaBounds bounds = {}) {
    type = take_at_most(type, bounds);
    const bool may_be_null = type.ends_with(kOrNull);
    if (may_be_null) type.remove_suffix(kOrNull.size());
    const auto plain = plain_type(type);
    if (may_be_null && plain.name.empty()) {
        out.begin_object();
        out.key("anyOf");
        out.begin_array();
        type_schema(out, type, bounds);
        out.raw(R"({"type":"null"})");
        out.end_array();
        out.end_object();
        return;
    }
    if (type == "any") {
        out.raw("{}");
        return;
    }
    if (type.ends_with("[]")) {
        out.begin_object();
        out.key("type");
        out.text("array");
        if (bounds.is_given) bound(out, "maxItems", bounds.items_max);
        out.key("items");
        bounds.bytes_max = std::min(bounds.bytes_max, codec::kBodyItemBytesMax);
        type_schema(out, type.substr(0, type.size() - 2), bounds);
        out.end_object();
        return;
    }
    if (!plain.name.empty()) {
        out.begin_object();
        out.key("type");
        if (may_be_null) {
            out.begin_array();
            out.text(plain.name);
            out.text("null");
            out.end_array();
        } else {
            out.text(plain.name);
        }
        if (!plain.format.empty()) out.field("format", plain.format);
        if (bounds.is_given && type == "text") bound(out, "maxLength", bounds.bytes_max);
        if (bounds.is_given && type == "object") bound(out, "maxProperties", bounds.items_max);
        out.end_object();
        return;
    }
    out.raw(R"({"$ref":"#/components/schemas/)" + std::string{type} + "\"}");
}

void object_schema(JsonWriter& out, std::string_view fields, bool is_given) {
    std::vector<std::string_view> required;
    out.begin_object();
    out.key("type");
    out.text("object");
    out.key("properties");
    out.begin_object();
    while (!fields.empty()) {
        const std::string_view one = fields.substr(0, fields.find(' '));
        fields.remove_prefix(std::min(one.size() + 1, fields.size()));
        std::string_view name = one.substr(0, one.find(':'));
        const std::string_view type = one.substr(name.size() + 1);
        if (name.ends_with('?'))
            name.remove_suffix(1);
        else
            required.push_back(name);
        out.key(name);
        type_schema(out, type, {.is_given = is_given});
    }
    out.end_object();
    if (!required.empty()) {
        out.key("required");
        out.begin_array();
        for (const std::string_view name : required) out.text(name);
        out.end_array();
    }
    out.end_object();
}

std::vector<std::string_view> names_of(const auto& all) {
    std::vector<std::string_view> names;
    names.reserve(all.size());
    for (const auto one : all) names.push_back(accounts::to_text(one));
    return names;
}

template <class Words>
void one_of(JsonWriter& out, std::string_view name, const Words& words) {
    out.key(name);
    out.begin_object();
    out.field("type", "string");
    out.key("enum");
    out.begin_array();
    for (const std::string_view word : words) out.text(word);
    out.end_array();
    out.end_object();
}

void one_of(JsonWriter& out, const NamesSchema& schema) {
    std::vector<std::string_view> words;
    for (std::string_view rest = schema.words; !rest.empty();) {
        words.push_back(rest.substr(0, rest.find(' ')));
        rest.remove_prefix(std::min(words.back().size() + 1, rest.size()));
    }
    one_of(out, schema.name, words);
}

std::vector<Schema> all_schemas() {
    std::vector<Schema> all;
    for (const std::span<const Schema> part :
         {std::span<const Schema>{kSchemas}, rule_schemas(), office_schemas(), review_schemas(),
          passkey_schemas()})
        all.insert(all.end(), part.begin(), part.end());
    return all;
}

// Those of bodies that clients send, and what stands in them.
std::set<std::string_view> given_schemas() {
    std::set<std::string_view> given;
    std::vector<std::string_view> found;
    for (const RouteDoc& doc : route_docs())
        if (!doc.body.empty()) found.push_back(doc.body);
    const std::vector<Schema> all = all_schemas();
    while (!found.empty()) {
        const std::string_view name = found.back();
        found.pop_back();
        const auto schema = std::ranges::find(all, name, &Schema::name);
        if (schema == all.end() || !given.insert(schema->name).second) continue;
        for (std::string_view fields = schema->fields; !fields.empty();) {
            const std::string_view one = fields.substr(0, fields.find(' '));
            fields.remove_prefix(std::min(one.size() + 1, fields.size()));
            const std::string_view type = one.substr(one.find(':') + 1);
            found.push_back(type.substr(0, type.find_first_of("[|<")));
        }
    }
    return given;
}

// A member an event of a shop's stream, by the event's name: what its data holds.
void write_live_events(JsonWriter& out) {
    out.key("live_events");
    out.begin_object();
    out.field("type", "object");
    out.key("properties");
    out.begin_object();
    for (const LiveEventRow& row : kLiveEvents) {
        out.key(row.name);
        object_schema(out, row.fields, false);
    }
    out.end_object();
    out.end_object();
}

// The body of a command whose name stands in the path.
void write_any_command(JsonWriter& out) {
    out.key("any_command");
    out.begin_object();
    out.key("description");
    out.text("command.NAME, by the name of the command in the path.");
    out.key("anyOf");
    out.begin_array();
    for (const std::string_view name : codec::command_names())
        if (!name.starts_with("open_")) type_schema(out, "command." + std::string{name});
    out.end_array();
    out.end_object();
}

}  // namespace

void write_components(JsonWriter& out) {
    out.begin_object();
    out.key("schemas");
    out.begin_object();
    const std::set<std::string_view> given = given_schemas();
    for (const Schema& schema : all_schemas()) {
        out.key(schema.name);
        object_schema(out, schema.fields, given.contains(schema.name));
    }
    one_of(out, {.name = "scope", .words = "read write"});
    one_of(out, {.name = "web_hook_event",
                 .words = "deadline_near deadline_missed case_opened ruling_given"});
    // The last part of a problem's type, unless it is a refusal.
    one_of(out,
           {.name = "problem_type",
            .words = "bad-request bad-target bad-body bad-form form-too-large two-files no-file "
                     "header-too-large too-large timeout unknown-method method-not-allowed "
                     "range-not-satisfiable too-many-connections too-many-listeners busy "
                     "no-storage harmful-file scanner-silent exhibit-damaged internal unavailable "
                     "log-in-needed wrong-log-in "
                     "too-many-attempts link-expired csrf forbidden not-found conflict "
                     "version-conflict not-now quota-exceeded draft-stopped invalid key-reused "
                     "foreign-host foreign-page not-json second-factor-needed wrong-code "
                     "step-up-required wrong-passkey second-factor-required"});
    for (const NamesSchema& schema : review_names()) one_of(out, schema);
    for (const NamesSchema& schema : office_names()) one_of(out, schema);
    one_of(out, "role", names_of(accounts::kRoles));
    one_of(out, "side", cases::kNamesOf<cases::Side>);
    one_of(out, "permission", names_of(accounts::kPermissions));
    codec::write_case_schemas(out);
    write_any_command(out);
    write_live_events(out);
    out.end_object();
    out.key("responses");
    out.raw(R"({"problem":{"description":"Refused or failed; `type` stays the same.","content":{)"
            R"("application/problem+json":{"schema":{"$ref":"#/components/schemas/problem"}}}}})");
    out.key("securitySchemes");
    out.raw(R"({"session":{"type":"apiKey","in":"cookie","name":")" +
            std::string{accounts::cookie_name(false)} +
            R"("},"token":{"type":"http","scheme":"bearer"}})");
    out.end_object();
}

}  // namespace pingli::api
