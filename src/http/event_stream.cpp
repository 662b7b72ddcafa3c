#include "http/event_stream.hpp"

#include <algorithm>
#include <utility>

namespace pingli::http {

namespace {

void append_line(std::string& out, std::string_view name, std::string_view value) {
    const std::size_t end = std::min(value.find_first_of("\r\n"), value.size());
    out.append(name).append(": ").append(value.substr(0, end)).append("\n");
}

}  // namespace

std::string to_wire(const StreamedEvent& event) {
    std::string out;
    if (!event.id.empty()) append_line(out, "id", event.id);
    if (!event.name.empty()) append_line(out, "event", event.name);
    std::string_view rest = event.data;
    while (true) {
        const std::size_t end = rest.find_first_of("\r\n");
        append_line(out, "data", rest.substr(0, end));
        if (end == std::string_view::npos) break;
        rest.remove_prefix(rest.substr(end).starts_with("\r\n") ? end + 2 : end + 1);
    }
    return out += "\n";
}

bool EventStream::push(const StreamedEvent& event) {
    const std::string wire = to_wire(event);
    std::function<void()> wake;
    bool is_too_much = false;
    {
        const std::lock_guard lock{mutex_};
        if (is_closed_) return false;
        is_too_much = backlog_.size() + wire.size() > backlog_bytes_max_;
        if (!is_too_much) {
            // With a backlog it was woken before and has not come yet.
            if (backlog_.empty()) wake = wake_;
            backlog_ += wire;
        }
    }
    if (is_too_much) end(true);
    if (wake) wake();
    return !is_too_much;
}

void EventStream::close() {
    end(false);
}

bool EventStream::is_closed() const {
    const std::lock_guard lock{mutex_};
    return is_closed_;
}

void EventStream::on_closed(std::function<void()> callback) {
    {
        const std::lock_guard lock{mutex_};
        if (!is_closed_) {
            closed_ = std::move(callback);
            return;
        }
    }
    callback();
}

void EventStream::attach(std::function<void()> wake, std::size_t backlog_bytes_max) {
    const std::lock_guard lock{mutex_};
    backlog_bytes_max_ = backlog_bytes_max;
    wake_ = std::move(wake);
}

EventStream::Taken EventStream::take() {
    const std::lock_guard lock{mutex_};
    return {.bytes = std::exchange(backlog_, {}), .is_last = is_closed_};
}

void EventStream::abandon() {
    end(true);
}

void EventStream::end(bool drops_backlog) {
    std::function<void()> wake;
    std::function<void()> closed;
    {
        const std::lock_guard lock{mutex_};
        if (drops_backlog) backlog_.clear();
        if (std::exchange(is_closed_, true)) return;
        wake = std::move(wake_);
        closed = std::exchange(closed_, {});
    }
    if (closed) closed();
    if (wake) wake();
}

}  // namespace pingli::http
