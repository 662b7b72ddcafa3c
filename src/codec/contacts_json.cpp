#include "codec/contacts_json.hpp"

#include "codec/fields_read.hpp"
#include "codec/fields_write.hpp"

namespace pingli::codec {

namespace {

struct RegisterForm {
    std::vector<app::OwnNumberRecord> numbers;
    template <class Self, class V>
    static void each(Self& s, V& v) {
        v("numbers", s.numbers, cases::Bounds{.items_max = app::kOwnNumbersMax});
    }
};

struct AllegedForm {
    std::string id, channel, number;
    Instant from;
    std::optional<Instant> to;
    template <class Self, class V>
    static void each(Self& s, V& v) {
        v.maybe("id", s.id);
        v("channel", s.channel);
        v.maybe("number", s.number);
        v("from", s.from);
        v("to", s.to);
    }
};

struct CoveredForm {
    Instant from, to;
    template <class Self, class V>
    static void each(Self& s, V& v) {
        v("from", s.from);
        v("to", s.to);
    }
};

struct PaperForm {
    std::string exhibit;
    std::vector<std::string> numbers;
    std::optional<CoveredForm> covers;
    template <class Self, class V>
    static void each(Self& s, V& v) {
        v("exhibit", s.exhibit);
        v.maybe("numbers", s.numbers);
        v("covers", s.covers);
    }
};

struct QuestionForm {
    std::vector<AllegedForm> alleged;
    std::string person_number;
    std::optional<PaperForm> carrier_list, contact_log;
    template <class Self, class V>
    static void each(Self& s, V& v) {
        v("alleged", s.alleged);
        v.maybe("person_number", s.person_number);
        v("carrier_list", s.carrier_list);
        v("contact_log", s.contact_log);
    }
};

template <class Form>
std::expected<Form, Problems> read_form(std::string_view body) {
    const Json json = parse_bounded(body);
    if (json.is_discarded()) return std::unexpected(Problems{{.expected = say("field.json")}});
    const ReadOptions options{.sealer = nullptr,
                              .new_id = {},
                              .may_lack = false,
                              .refuses_unknown = true,
                              .is_bounded = true};
    FieldReader reader{options};
    Form form;
    reader.read(json, form);
    if (!reader.faults().empty()) return std::unexpected(reader.faults());
    return form;
}

std::optional<AskedPaper> asked(std::optional<PaperForm> form) {
    if (!form) return std::nullopt;
    AskedPaper paper{
        .exhibit = std::move(form->exhibit), .numbers = std::move(form->numbers), .covers = {}};
    if (form->covers) paper.covers = {.from = form->covers->from, .to = form->covers->to};
    return paper;
}

void write_says(JsonWriter& out, const contacts::Says& says) {
    out.begin_object();
    out.key("standing");
    out.text(contacts::to_name(says.standing));
    out.key("lines");
    out.begin_array();
    for (const std::int64_t line : says.lines) out.whole(line);
    out.end_array();
    out.key("why");
    out.bilingual(says.why);
    out.end_object();
}

}  // namespace

std::expected<std::vector<app::OwnNumberRecord>, Problems> parse_register(std::string_view body) {
    auto form = read_form<RegisterForm>(body);
    if (!form) return std::unexpected(std::move(form.error()));
    return std::move(form->numbers);
}

std::string register_json(const std::vector<app::OwnNumberRecord>& numbers) {
    std::string text;
    JsonWriter out{text};
    FieldWriter{out, {}}.write(RegisterForm{.numbers = numbers});
    return text;
}

std::expected<ReconciliationAsked, Problems> parse_reconciliation(std::string_view body) {
    auto form = read_form<QuestionForm>(body);
    if (!form) return std::unexpected(std::move(form.error()));
    if (form->alleged.size() > kAllegedMax)
        return std::unexpected(
            Problems{{.field = "alleged", .expected = say("field.items_max", kAllegedMax)}});
    ReconciliationAsked out{.alleged = {},
                            .person_number = std::move(form->person_number),
                            .carrier_list = asked(std::move(form->carrier_list)),
                            .contact_log = asked(std::move(form->contact_log))};
    for (AllegedForm& one : form->alleged)
        out.alleged.push_back({.id = std::move(one.id),
                               .channel = std::move(one.channel),
                               .number = std::move(one.number),
                               .from = one.from,
                               .to = one.to.value_or(one.from)});
    return out;
}

std::string reconciliation_json(const contacts::Reconciliation& found, Unreadable unreadable) {
    std::string text;
    JsonWriter out{text};
    const auto lines = [&](std::string_view name, const std::vector<std::int64_t>& all) {
        out.key(name);
        out.begin_array();
        for (const std::int64_t line : all) out.whole(line);
        out.end_array();
    };
    out.begin_object();
    out.key("alleged");
    out.begin_array();
    for (const contacts::Compared& one : found.alleged) {
        out.begin_object();
        out.key("id");
        out.text(one.id);
        out.key("number");
        write_says(out, one.number);
        out.key("carrier_list");
        write_says(out, one.carrier);
        out.key("contact_log");
        write_says(out, one.log);
        out.end_object();
    }
    out.end_array();
    lines("listed_not_logged", found.listed_not_logged);
    lines("logged_not_listed", found.logged_not_listed);
    out.key("unreadable_lines");
    out.begin_object();
    out.key("carrier_list");
    out.whole(unreadable.carrier_list);
    out.key("contact_log");
    out.whole(unreadable.contact_log);
    out.end_object();
    out.end_object();
    return text;
}

}  // namespace pingli::codec
