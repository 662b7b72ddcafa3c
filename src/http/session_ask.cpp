// What a connection asks of the routes: whether a request may come in, before its body, and then
// the answer. Both are asked in a worker.

#include <utility>

#include "base/barrier.hpp"
#include "http/refusal.hpp"
#include "http/session.hpp"

namespace pingli::http {

void Session::ask_gate() {
    if (auto instead = core_->router.refusal(*request_, *route_)) {
        phase_ = Phase::Working;
        deadline_.reset();
        leave_body_unread();
        answer(*std::move(instead));
        return;
    }
    if (!route_->options.gate) {
        begin_body();
        return;
    }
    enter(Phase::Working);
    deadline_.reset();
    auto ask = [self = shared_from_this()] {
        std::optional<Response> instead;
        auto cause = guarded([&] { instead = self->route_->options.gate(*self->request_); });
        if (cause) instead = fault(*std::move(cause));  // the body does not come in
        if (instead) self->core_->note_fault(*self->request_, instead->cause, instead->status);
        net::post(self->stream_.socket().get_executor(),
                  [self, instead = std::move(instead)]() mutable {
                      if (self->phase_ != Phase::Working) return;
                      if (!instead) {
                          self->begin_body();
                          return;
                      }
                      self->leave_body_unread();
                      self->answer(*std::move(instead));
                  });
    };
    if (!core_->pool.submit(share_, std::move(ask))) {
        ++core_->metrics.refused_busy;
        refuse(kBusy);
    }
}

void Session::dispatch() {
    enter(Phase::Working);
    deadline_.reset();
    auto work = [self = shared_from_this(), sink = std::move(sink_)]() mutable {
        const auto core = self->core_;
        const auto request = self->request_;
        const Route& route = *self->route_;
        Responder responder{[weak = self->weak_from_this(), core, request](Response response) {
            --core->metrics.in_flight;
            core->note_fault(*request, response.cause, response.status);
            if (const auto waiting = weak.lock()) waiting->answer_later(std::move(response));
        }};
        self.reset();
        // What fails here must not take the server along: the responder, let go, says 500.
        const auto cause = guarded([&] {
            const auto fault = sink ? sink->finish(*request) : std::nullopt;
            sink.reset();
            if (!fault) return route.handler(request, std::move(responder));
            const Refusal refusal = refusal_of(*fault);
            responder.answer(problem(refusal.status, refusal.code, refusal.title));
        });
        if (cause) core->note_fault(*request, *cause);
    };
    ++core_->metrics.in_flight;
    if (!core_->pool.submit(share_, std::move(work))) {
        --core_->metrics.in_flight;
        ++core_->metrics.refused_busy;
        refuse(kBusy);
    }
}

void Session::answer_later(Response response) {
    net::post(stream_.socket().get_executor(), [self = shared_from_this(),
                                                response = std::move(response)]() mutable {
        if (self->phase_ == Phase::Working) {
            self->answer(std::move(response));
            return;
        }
        if (auto* const events = std::get_if<std::shared_ptr<EventStream>>(&response.body))
            (*events)->abandon();
    });
}

}  // namespace pingli::http
