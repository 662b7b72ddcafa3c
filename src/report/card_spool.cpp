#include "report/card_spool.hpp"

#include <algorithm>
#include <system_error>
#include <utility>

#include "base/assert.hpp"

namespace pingli::report {

namespace {

bool more_urgent(const SpooledCard& a, const SpooledCard& b) {
    return std::tie(a.urgency, a.offset) < std::tie(b.urgency, b.offset);
}

}  // namespace

Result<CardSpool> CardSpool::open(const std::filesystem::path& file, std::size_t most) {
    PINGLI_ASSERT(most > 0);
    CardSpool spool{file, most};
    spool.file_.open(file, std::ios::binary | std::ios::in | std::ios::out | std::ios::trunc);
    if (!spool.file_) return fail(ErrorCode::Unavailable, file.string() + ": cannot be written");
    return spool;
}

CardSpool::~CardSpool() {
    if (!file_.is_open()) return;  // moved from
    file_.close();
    std::error_code ignored;
    std::filesystem::remove(path_, ignored);
}

bool CardSpool::wants(const Urgency& urgency) const {
    return cards_.size() < most_ || urgency < cards_.front().urgency;
}

Result<void> CardSpool::put(SpooledCard card, std::string_view html) {
    card.offset = end_;
    card.bytes = static_cast<std::uint32_t>(html.size());
    file_.write(html.data(), static_cast<std::streamsize>(html.size()));
    if (!file_) return fail(ErrorCode::Unavailable, path_.string() + ": cannot be written");
    end_ += html.size();
    if (cards_.size() == most_) {
        std::ranges::pop_heap(cards_, more_urgent);
        cards_.pop_back();
    }
    cards_.push_back(std::move(card));
    std::ranges::push_heap(cards_, more_urgent);
    return {};
}

const std::vector<SpooledCard>& CardSpool::sorted() {
    std::ranges::sort(cards_, more_urgent);
    return cards_;
}

Result<std::string> CardSpool::read(const SpooledCard& card) {
    std::string html(card.bytes, '\0');
    file_.seekg(static_cast<std::streamoff>(card.offset));
    file_.read(html.data(), static_cast<std::streamsize>(html.size()));
    if (!file_) return fail(ErrorCode::Corrupt, path_.string() + ": cannot be read back");
    return html;
}

}  // namespace pingli::report
