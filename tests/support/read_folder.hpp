// A shop folder, read to its end.

#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "intake/shop_folder.hpp"

namespace pingli::support {

// Dossiers as text, so that they outlive the reader's buffers and can be compared.
struct Read {
    std::vector<std::string> dossiers;
    Problems problems;
    intake::Counts counts;
    std::string error;
};

inline std::string shown(std::optional<Instant> at) {
    return at ? format_instant(*at, std::chrono::hours{8}) : "-";
}

inline std::string shown(std::optional<bool> value) {
    return value ? (*value ? "yes" : "no") : "-";
}

inline std::string shown(const facts::Dossier& dossier) {
    std::string out;
    if (const auto& order = dossier.order) {
        out += "order " + std::string{order->id} + " " + std::string{order->buyer} + " " +
               std::string{order->status} + " paid " + (order->paid ? order->paid->amount() : "-") +
               " at " + shown(order->created_at) + " rated " + shown(order->rated_by_buyer) + "/" +
               shown(order->rated_by_seller);
        if (order->buyer_level) out += " level " + std::to_string(*order->buyer_level);
        if (order->insurance)
            out += " insurance " + std::to_string(static_cast<int>(*order->insurance)) + " " +
                   std::string{order->insurance_reason};
        for (const auto& line : order->lines)
            out += " [" + std::string{line.title} + "|" + std::string{line.sku} + "|" +
                   std::to_string(line.count) + "]";
        out += "\n";
    }
    for (const auto& r : dossier.reviews) {
        out += "review " + std::string{r.id} + " of " + std::string{r.order} + " " +
               (r.rating ? std::string{to_name(*r.rating)} : "-") + " " +
               (r.stars ? std::to_string(*r.stars) : "-") + (r.negative_tag ? " negative" : "") +
               (r.platform_default ? " default" : "") + " " + shown(r.created_at) + " “" +
               std::string{r.text} + "”";
        if (!r.followup.empty())
            out += " then " + shown(r.followup_at) + " “" + std::string{r.followup} + "”";
        if (!r.reply.empty()) out += " reply “" + std::string{r.reply} + "”";
        out += "\n";
    }
    for (const auto& c : dossier.conversations) {
        out += "chat " + std::string{c.buyer} + " ref " + std::string{c.reference};
        for (const auto& m : c.messages)
            out += " " + std::to_string(static_cast<int>(m.who)) + ":" + std::string{m.text};
        for (const auto gap : c.gaps_after) out += " gap" + std::to_string(gap);
        out += "\n";
    }
    for (const auto& c : dossier.calls)
        out += "call " + std::string{c.caller} + ">" + std::string{c.callee} + " " +
               std::to_string(c.seconds) + "\n";
    for (const auto& c : dossier.contacts) out += "contact " + std::string{c.channel} + "\n";
    for (const auto& c : dossier.claims)
        out += "claim " + std::string{c.id} + " won by " + std::string{c.won_by} + "\n";
    for (const auto& p : dossier.parcels) out += "parcel " + std::string{p.waybill} + "\n";
    for (const auto& r : dossier.recordings) out += "recording " + std::string{r.file} + "\n";
    for (const auto& n : dossier.notes) out += "note " + std::string{n.kind} + "\n";
    return out;
}

inline intake::Options options_for(Read& read) {
    intake::Options options;
    options.formats = std::filesystem::path{PINGLI_SOURCE_DIR} / "formats";
    options.on_problem = [&read](const Problem& problem) { read.problems.push_back(problem); };
    return options;
}

inline Read read_folder(const std::filesystem::path& folder,
                        std::size_t memory_bytes = intake::kMemoryBytes) {
    Read read;
    intake::Options options = options_for(read);
    options.memory_bytes = memory_bytes;
    auto source = intake::open_shop_folder(folder, options);
    if (!source) {
        read.error = source.error().context;
        return read;
    }
    facts::Dossier dossier;
    while (true) {
        auto more = (*source)->next(dossier);
        if (!more) read.error = more.error().context;
        if (!more || !*more) break;
        read.dossiers.push_back(shown(dossier));
    }
    read.counts = (*source)->counts();
    return read;
}

inline std::string all(const Read& read) {
    std::string out;
    for (const auto& dossier : read.dossiers) out += dossier + "--\n";
    for (const auto& problem : read.problems) out += to_text(problem) + "\n";
    return out + read.error;
}

}  // namespace pingli::support
