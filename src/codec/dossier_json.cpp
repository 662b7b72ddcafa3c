#include "codec/dossier_json.hpp"

#include <algorithm>
#include <optional>
#include <span>

#include "codec/cut_text.hpp"
#include "codec/json_writer.hpp"

namespace pingli::codec {

namespace {

std::string_view to_name(Speaker who) {
    switch (who) {
        case Speaker::Buyer:
            return "buyer";
        case Speaker::Seller:
            return "seller";
        case Speaker::Platform:
            break;
    }
    return "platform";
}

std::string_view to_name(facts::InsuranceStatus status) {
    switch (status) {
        case facts::InsuranceStatus::Insured:
            return "insured";
        case facts::InsuranceStatus::None:
            return "none";
        case facts::InsuranceStatus::Declined:
            break;
    }
    return "declined";
}

// Fields by name, as the schemas of the API have them.
class Fields {
public:
    Fields(JsonWriter& json, const Zone& zone) : json_(json), zone_(zone) {}

    void text(std::string_view name, std::string_view value) {
        json_.field(name, cut_text(value, kDossierTextBytesMax));
    }
    void name_or_null(std::string_view name, std::string_view value) {
        json_.key(name);
        json_.text_or_null(value);
    }
    void whole(std::string_view name, std::int64_t value) { json_.field(name, value); }
    void flag(std::string_view name, bool value) {
        json_.key(name);
        json_.boolean(value);
    }
    void maybe(std::string_view name, const std::optional<Instant>& at) {
        json_.key(name);
        at ? json_.text(zone_.format(*at)) : json_.null();
    }
    void maybe(std::string_view name, const std::optional<bool>& value) {
        json_.key(name);
        value ? json_.boolean(*value) : json_.null();
    }
    void maybe(std::string_view name, const std::optional<int>& value) {
        json_.key(name);
        value ? json_.whole(*value) : json_.null();
    }
    void maybe(std::string_view name, const std::optional<Money>& money) {
        json_.key(name);
        if (!money) return json_.null();
        json_.begin_object();
        json_.field("amount", money->amount());
        json_.field("currency", money->currency.code());
        json_.end_object();
    }
    void source(const facts::Source& source) {
        json_.key("source");
        json_.begin_object();
        json_.field("file", source.file);
        json_.field("line", static_cast<std::int64_t>(source.line));
        json_.end_object();
    }
    // `write(one)` writes the fields of one.
    template <class List, class Write>
    void list(std::string_view name, const List& list, Write write) {
        json_.key(name);
        json_.begin_array();
        for (const auto& one : std::span{list}.first(std::min(list.size(), kDossierRowsMax))) {
            json_.begin_object();
            write(one);
            json_.end_object();
        }
        json_.end_array();
    }
    [[nodiscard]] JsonWriter& json() { return json_; }

private:
    JsonWriter& json_;
    const Zone& zone_;
};

void write_order(Fields& out, const std::optional<facts::Order>& order) {
    out.json().key("order");
    if (!order) return out.json().null();
    const facts::Order& o = *order;
    out.json().begin_object();
    out.text("id", o.id);
    out.text("buyer", o.buyer);
    out.text("status", o.status);
    out.text("courier", o.courier);
    out.text("waybill", o.waybill);
    out.text("phone", o.phone);
    out.text("receiver", o.receiver);
    out.text("address", o.address);
    out.text("memo", o.memo);
    out.text("title", o.title);
    out.maybe("buyer_level", o.buyer_level);
    out.maybe("paid", o.paid);
    out.maybe("freight", o.freight);
    out.maybe("created_at", o.created_at);
    out.maybe("paid_at", o.paid_at);
    out.maybe("shipped_at", o.shipped_at);
    out.maybe("received_at", o.received_at);
    out.maybe("closed_at", o.closed_at);
    out.maybe("rated_by_buyer", o.rated_by_buyer);
    out.maybe("rated_by_seller", o.rated_by_seller);
    out.name_or_null("insurance", o.insurance ? to_name(*o.insurance) : std::string_view{});
    out.text("insurance_reason", o.insurance_reason);
    out.list("lines", o.lines, [&](const facts::OrderLine& line) {
        out.text("title", line.title);
        out.text("sku", line.sku);
        out.text("item", line.item_id);
        out.maybe("price", line.price);
        out.whole("count", line.count);
    });
    out.source(o.source);
    out.json().end_object();
}

void write_reviews(Fields& out, const std::vector<facts::Review>& reviews) {
    out.list("reviews", reviews, [&](const facts::Review& review) {
        out.text("id", review.id);
        out.name_or_null("rating",
                         review.rating ? facts::to_name(*review.rating) : std::string_view{});
        out.maybe("stars", review.stars);
        out.text("text", review.text);
        out.text("followup", review.followup);
        out.maybe("created_at", review.created_at);
        out.maybe("followup_at", review.followup_at);
        out.text("reply", review.reply);
        out.maybe("reply_at", review.reply_at);
        out.text("item", review.item_title);
        out.text("sku", review.sku);
        out.source(review.source);
    });
}

// The spans of a review count turns over all conversations, those of a thread over its own.
void write_conversations(Fields& out, const facts::Dossier& dossier,
                         const triage::Finding& finding) {
    std::size_t turn = 0;
    std::size_t left = kDossierMessagesMax;
    out.list("conversations", dossier.conversations, [&](const facts::Conversation& one) {
        const bool is_told =
            finding.subject_kind == triage::SubjectKind::Review || finding.subject_id == one.id;
        const std::size_t shown = std::min(left, one.messages.size());
        left -= shown;
        out.text("id", one.id);
        out.text("reference", one.reference);
        out.text("agent", one.agent);
        out.json().key("messages");
        out.json().begin_array();
        for (std::size_t i = 0; i < shown; ++i) {
            const facts::Message& message = one.messages[i];
            out.json().begin_object();
            out.json().key("turn");
            is_told ? out.json().whole(static_cast<std::int64_t>(turn + i)) : out.json().null();
            out.json().field("who", to_name(message.who));
            out.maybe("at", message.at);
            out.text("text", message.text);
            out.flag("gap_after", std::ranges::find(one.gaps_after, i) != one.gaps_after.end());
            out.json().end_object();
        }
        out.json().end_array();
        out.whole("left_out", static_cast<std::int64_t>(one.messages.size() - shown));
        out.source(one.source);
        if (is_told) turn += one.messages.size();
    });
}

void write_calls(Fields& out, const facts::Dossier& dossier) {
    out.list("calls", dossier.calls, [&](const facts::Call& call) {
        out.text("caller", call.caller);
        out.text("callee", call.callee);
        out.maybe("start", std::optional{call.start});
        out.whole("seconds", call.seconds);
        out.source(call.source);
    });
    out.list("recordings", dossier.recordings, [&](const facts::Recording& recording) {
        out.text("file", recording.file);
        out.text("how_obtained", recording.how_obtained);
        out.text("transcript", recording.transcript);
        out.maybe("at", recording.at);
        out.source(recording.source);
    });
    out.list("contacts", dossier.contacts, [&](const facts::Contact& contact) {
        out.text("agent", contact.agent);
        out.text("channel", contact.channel);
        out.text("direction", contact.direction);
        out.text("number", contact.number);
        out.text("note", contact.note);
        out.maybe("at", contact.at);
        out.maybe("answered", contact.answered);
        out.whole("seconds", contact.seconds);
        out.source(contact.source);
    });
}

void write_papers(Fields& out, const facts::Dossier& dossier) {
    out.list("claims", dossier.claims, [&](const facts::Claim& claim) {
        out.text("id", claim.id);
        out.text("won_by", claim.won_by);
        out.text("text", claim.text);
        out.maybe("opened_at", claim.opened_at);
        out.maybe("closed_at", claim.closed_at);
        out.maybe("amount", claim.amount);
        out.source(claim.source);
    });
    out.list("parcels", dossier.parcels, [&](const facts::Parcel& parcel) {
        out.text("waybill", parcel.waybill);
        out.text("from", parcel.from);
        out.text("contents", parcel.contents);
        out.maybe("sent_at", parcel.sent_at);
        out.source(parcel.source);
    });
    out.list("notes", dossier.notes, [&](const facts::Note& note) {
        out.text("kind", note.kind);
        out.text("text", note.text);
        out.text("by", note.by);
        out.maybe("at", note.at);
        out.source(note.source);
    });
}

}  // namespace

std::string to_json(const facts::Dossier& dossier, const triage::Finding& finding,
                    const Zone& zone) {
    std::string text;
    JsonWriter json{text};
    Fields out{json, zone};
    json.begin_object();
    write_order(out, dossier.order);
    write_reviews(out, dossier.reviews);
    write_conversations(out, dossier, finding);
    write_calls(out, dossier);
    write_papers(out, dossier);
    json.end_object();
    return text;
}

}  // namespace pingli::codec
