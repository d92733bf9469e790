// SPDX-License-Identifier: AGPL-3.0-or-later
#include "upstream/client/client.hpp"

#include "upstream/client/client_thread.hpp"

#include <future>
#include <stdexcept>

namespace rmirror::upstream {

namespace {

bool breaks_out(std::string_view text)
{
    return text.find_first_of(std::string_view("\r\n\0", 3)) != std::string_view::npos;
}

}  // namespace

void expect_well_formed(Call const& call)
{
    bool broken = call.method.empty() || breaks_out(call.method) || breaks_out(call.url);
    for (auto const& [name, value] : call.headers)
        broken = broken || name.empty() || breaks_out(name) || breaks_out(value);
    if (broken)
        throw std::invalid_argument("a call with a line break in its header");
}

Client::Client(ClientOptions options) : thread_(std::make_shared<Thread>(std::move(options))) {}

Client::~Client()
{
    thread_->stop();
}

void Client::ask(Call call, Done done, std::stop_token cancellation)
{
    expect_well_formed(call);
    thread_->submit(std::move(call), std::nullopt, std::move(done), std::move(cancellation));
}

void Client::ask(Call call, Sink sink, Done done, std::stop_token cancellation)
{
    expect_well_formed(call);
    thread_->submit(std::move(call), std::move(sink), std::move(done), std::move(cancellation));
}

CallResult Client::ask_and_wait(Call call)
{
    std::promise<CallResult> promise;
    ask(std::move(call), [&promise](CallResult result) { promise.set_value(std::move(result)); });
    return promise.get_future().get();
}

void Client::send(Mail mail, MailDone done)
{
    if (!is_envelope_address(mail.sender) || !is_envelope_address(mail.recipient))
        throw std::invalid_argument("a mail with an address that SMTP can't carry");
    thread_->submit(std::move(mail), std::move(done));
}

MailResult Client::send_and_wait(Mail mail)
{
    std::promise<MailResult> promise;
    send(std::move(mail), [&promise](MailResult result) { promise.set_value(std::move(result)); });
    return promise.get_future().get();
}

void Client::post(std::function<void()> task)
{
    thread_->post(std::move(task));
}

Alarm::Time Client::now() const
{
    return std::chrono::steady_clock::now();
}

void Client::at(Time time, std::function<void()> call)
{
    thread_->at(time, std::move(call));
}

}  // namespace rmirror::upstream
