// SPDX-License-Identifier: AGPL-3.0-or-later
#include "wire/connections/connection_sink.hpp"

#include "wire/connections/connection.hpp"

#include <utility>

namespace rmirror::wire {

void ConnectionSink::send(http::Reply reply)
{
    tasks_->post({connection_, [request = request_, reply = std::move(reply)](Connection* to) {
                      if (to)
                          to->answer(request, reply);
                  }});
}

void ConnectionSink::begin(http::Reply head, std::shared_ptr<http::StreamState> state)
{
    tasks_->post(
        {connection_, [request = request_, head = std::move(head), state = std::move(state)](Connection* to) {
             if (!to || !to->begin_stream(request, head, state))
                 state->mark_disconnected();
         }});
}

void ConnectionSink::write(std::string piece)
{
    tasks_->post({connection_, [request = request_, piece = std::move(piece)](Connection* to) {
                      if (to)
                          to->stream_piece(request, piece);
                  }});
}

void ConnectionSink::end()
{
    tasks_->post({connection_, [request = request_](Connection* to) {
                      if (to)
                          to->end_stream(request);
                  }});
}

void ConnectionSink::cut()
{
    tasks_->post({connection_, [request = request_](Connection* to) {
                      if (to)
                          to->cut_stream(request);
                  }});
}

void ConnectionSink::notify_on_disconnect(std::function<void()> notify)
{
    tasks_->post({connection_, [request = request_, notify = std::move(notify)](Connection* to) {
                      if (!to || !to->notify_on_disconnect(request, notify))
                          notify();
                  }});
}

}  // namespace rmirror::wire
