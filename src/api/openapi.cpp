#include "api/openapi.hpp"

#include <algorithm>
#include <iterator>

#include "api/openapi_schemas.hpp"
#include "codec/case_commands_json.hpp"
#include "codec/json_writer.hpp"

namespace pingli::api {

namespace {

using codec::JsonWriter;
using http::Method;

std::string name_of(Method method, std::string_view path) {
    return std::string{http::to_text(method)} + ' ' + std::string{path};
}

bool is_change(const RouteDoc& doc) {
    return doc.method != Method::Get;
}

bool is_command(const RouteDoc& doc) {
    return doc.answer == "receipt";
}

// The names that a pattern takes from the path.
std::vector<std::string_view> names_of(std::string_view pattern) {
    std::vector<std::string_view> out;
    for (std::size_t at = pattern.find('{'); at != std::string_view::npos;
         at = pattern.find('{', at)) {
        const std::size_t end = pattern.find('}', at);
        out.push_back(pattern.substr(at + 1, end - at - 1));
        at = end;
    }
    return out;
}

std::vector<std::string_view> words_of(std::string_view text) {
    std::vector<std::string_view> out;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find(' '), text.size());
        out.push_back(text.substr(0, end));
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return out;
}

void parameter(JsonWriter& out, std::string_view in, std::string_view name, bool required,
               std::string_view description = {}) {
    out.begin_object();
    out.field("name", name);
    out.field("in", in);
    out.key("required");
    out.boolean(required);
    if (!description.empty()) out.field("description", description);
    out.key("schema");
    out.begin_object();
    out.field("type", name == "limit" ? "integer" : "string");
    if (name == "command") {
        out.key("enum");
        out.begin_array();
        for (const std::string_view command : codec::command_names())
            if (!command.starts_with("open_")) out.text(command);
        out.end_array();
    }
    out.end_object();
    out.end_object();
}

void parameters(JsonWriter& out, const RouteDoc& doc) {
    out.key("parameters");
    out.begin_array();
    for (const std::string_view name : names_of(doc.path)) parameter(out, "path", name, true);
    for (const std::string_view word : words_of(doc.query)) {
        const bool required = word.ends_with('!');
        parameter(out, "query", required ? word.substr(0, word.size() - 1) : word, required);
    }
    if (is_change(doc) && !doc.is_open)
        parameter(out, "header", "X-CSRF-Token", false,
                  "With a session: the csrf_token of the log-in. Not with a token.");
    if (is_command(doc) || doc.takes_key)
        parameter(out, "header", "Idempotency-Key", false,
                  "1 to 100 bytes. The same request again is answered the same, for 48 hours.");
    if (is_command(doc)) {
        parameter(out, "header", "If-Match", false, "Only if the case still has this ETag.");
    }
    out.end_array();
}

// {"content":{…}} of a schema's name or of a media type.
void content(JsonWriter& out, std::string_view what) {
    const bool is_media_type = what.contains('/');
    out.key("content");
    out.begin_object();
    out.key(is_media_type ? what : "application/json");
    out.begin_object();
    out.key("schema");
    out.begin_object();
    if (is_media_type)
        out.field("type", "string");
    else
        out.field("$ref", "#/components/schemas/" + std::string{what});
    out.end_object();
    out.end_object();
    out.end_object();
}

void operation(JsonWriter& out, const RouteDoc& doc) {
    out.begin_object();
    out.field("operationId", doc.id);
    out.field("summary", doc.summary);
    parameters(out, doc);
    if (!doc.body.empty()) {
        out.key("requestBody");
        out.begin_object();
        content(out, doc.body);
        out.end_object();
    }
    out.key("responses");
    out.begin_object();
    out.key(std::to_string(doc.status));
    out.begin_object();
    out.field("description", http::reason_of(doc.status));
    if (!doc.answer.empty()) content(out, doc.answer);
    out.end_object();
    out.key("default");
    out.raw(R"({"$ref":"#/components/responses/problem"})");
    out.end_object();
    if (doc.needs_recent_log_in) {
        out.key("x-needs-recent-log-in");
        out.boolean(true);
    }
    if (doc.before_second_factor != BeforeSecondFactor::Never)
        out.field("x-before-second-factor", to_text(doc.before_second_factor));
    if (doc.is_open) {
        out.key("security");
        out.raw("[]");
    }
    out.end_object();
}

std::string lower(std::string_view text) {
    std::string out{text};
    for (char& c : out)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    return out;
}

}  // namespace

bool needs_recent_log_in(Method method, std::string_view pattern) {
    static const std::vector<RouteDoc> told = [] {
        std::vector<RouteDoc> out;
        std::ranges::copy_if(route_docs(), std::back_inserter(out), &RouteDoc::needs_recent_log_in);
        return out;
    }();
    const Method asked = method == Method::Head ? Method::Get : method;
    return std::ranges::any_of(
        told, [&](const RouteDoc& doc) { return doc.method == asked && doc.path == pattern; });
}

std::string_view to_text(BeforeSecondFactor open_to) {
    using enum BeforeSecondFactor;
    switch (open_to) {
        case IfAShopAsks:
            return "if_a_shop_asks";
        case ToSetUp:
            return "to_set_up";
        case Always:
            return "always";
        case Never:
            break;
    }
    return {};
}

BeforeSecondFactor before_second_factor(Method method, std::string_view pattern) {
    const Method asked = method == Method::Head ? Method::Get : method;
    const auto docs = route_docs();
    const auto at = std::ranges::find_if(
        docs, [&](const RouteDoc& doc) { return doc.method == asked && doc.path == pattern; });
    return at == docs.end() ? BeforeSecondFactor::Never : at->before_second_factor;
}

std::optional<std::vector<std::string_view>> query_names(Method method, std::string_view pattern) {
    const Method asked = method == Method::Head ? Method::Get : method;
    const auto docs = route_docs();
    const auto at = std::ranges::find_if(
        docs, [&](const RouteDoc& doc) { return doc.method == asked && doc.path == pattern; });
    if (at == docs.end()) return std::nullopt;
    auto names = words_of(at->query);
    for (std::string_view& name : names)
        if (name.ends_with('!')) name.remove_suffix(1);
    return names;
}

std::vector<std::string> undocumented(std::span<const http::Route* const> routes,
                                      std::span<const RouteDoc> docs) {
    std::vector<std::string> served;
    std::vector<std::string> told;
    for (const http::Route* route : routes)
        served.push_back(name_of(route->method, route->pattern));
    for (const RouteDoc& doc : docs) told.push_back(name_of(doc.method, doc.path));
    std::ranges::sort(served);
    std::ranges::sort(told);
    std::vector<std::string> out;
    std::ranges::set_symmetric_difference(served, told, std::back_inserter(out));
    return out;
}

std::string openapi_document(std::span<const RouteDoc> docs, std::string_view version) {
    std::string text;
    JsonWriter out{text};
    out.begin_object();
    out.field("openapi", "3.1.0");
    out.key("info");
    out.begin_object();
    out.field("title", "Pingli");
    out.field("version", version);
    out.end_object();
    out.key("security");
    out.raw(R"([{"session":[]},{"token":[]}])");
    out.key("paths");
    out.begin_object();
    std::vector<std::string_view> paths;  // in the order of what is told, each once
    for (const RouteDoc& doc : docs)
        if (std::ranges::find(paths, doc.path) == paths.end()) paths.push_back(doc.path);
    for (const std::string_view path : paths) {
        out.key(path);
        out.begin_object();
        for (const RouteDoc& doc : docs) {
            if (doc.path != path) continue;
            out.key(lower(http::to_text(doc.method)));
            operation(out, doc);
        }
        out.end_object();
    }
    out.end_object();
    out.key("components");
    write_components(out);
    out.end_object();
    return text;
}

}  // namespace pingli::api
