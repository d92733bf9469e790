// SPDX-License-Identifier: AGPL-3.0-or-later
#include "upstream/client/http_transfer.hpp"
#include "base/trimmed.hpp"

#include <sys/socket.h>

#include <algorithm>
#include <cctype>

namespace rmirror::upstream {

namespace {

constexpr std::size_t kMaxHeaderBytes = 64U << 10U;

/// curl needs "Name;" for a header without a value; it omits "Name:".
std::string header_line(std::string const& name, std::string const& value)
{
    if (value.empty())
        return name + ";";
    auto line = name;
    return line.append(": ").append(value);
}

std::string lower_case(std::string_view text)
{
    std::string lower(text);
    std::transform(lower.begin(), lower.end(), lower.begin(),
                   [](unsigned char letter) { return static_cast<char>(std::tolower(letter)); });
    return lower;
}

}  // namespace

HttpTransfer::HttpTransfer(std::uint64_t number, Call call, std::optional<Sink> sink, Done done,
                           std::stop_token cancellation)
    : Transfer(number, call.deadline, std::move(cancellation)),
      call_(std::move(call)),
      sink_(std::move(sink)),
      done_(std::move(done))
{}

bool HttpTransfer::set_up(Sink::Resume resume)
{
    resume_ = std::move(resume);
    // With curl's default Expect header, a body would be sent only after up to a second.
    headers_.reset(curl_slist_append(nullptr, "Expect:"));
    for (auto const& [name, value] : call_.headers)
        if (!curl_slist_append(headers_.get(), header_line(name, value).c_str()))
            return false;
    bool well = true;
    auto const set_next = [&](CURLoption option, auto value) { well = well && set(option, value); };
    set_next(CURLOPT_URL, call_.url.c_str());
    set_next(CURLOPT_PROTOCOLS_STR, "http,https");
    set_next(CURLOPT_HTTP_VERSION, static_cast<long>(CURL_HTTP_VERSION_2TLS));
    // Prefers waiting for a shared HTTP/2 connection to opening another. Without TLS, HTTP/2 isn't
    // negotiated, and each call would wait for the previous one.
    set_next(CURLOPT_PIPEWAIT, call_.url.starts_with("https:") ? 1L : 0L);
    set_next(CURLOPT_FOLLOWLOCATION, 0L);
    set_next(CURLOPT_CUSTOMREQUEST, call_.method.c_str());
    set_next(CURLOPT_HTTPHEADER, headers_.get());
    if (!sink_)
        set_next(CURLOPT_MAXFILESIZE_LARGE, static_cast<curl_off_t>(call_.max_bytes));
    set_next(CURLOPT_WRITEFUNCTION, &HttpTransfer::on_body);
    set_next(CURLOPT_WRITEDATA, this);
    set_next(CURLOPT_HEADERFUNCTION, &HttpTransfer::on_header);
    set_next(CURLOPT_HEADERDATA, this);
    set_next(CURLOPT_PREREQFUNCTION, &HttpTransfer::before_request);
    set_next(CURLOPT_PREREQDATA, this);
    if (call_.method == "HEAD")
        set_next(CURLOPT_NOBODY, 1L);
    if (!call_.body.empty() || call_.method == "POST" || call_.method == "PUT") {
        set_next(CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(call_.body.size()));
        set_next(CURLOPT_POSTFIELDS, call_.body.c_str());
    }
    return well && set_up_sink() && set_up_reach();
}

bool HttpTransfer::set_up_sink()
{
    // Without a sink, accepts any encoding that curl can decompress; `max_bytes` bounds the decompressed
    // size. A sink gets each piece as soon as it arrives, so nothing is compressed.
    if (!sink_)
        return set(CURLOPT_ACCEPT_ENCODING, "");
    auto const silence = std::max(sink_->silence, std::chrono::seconds(1));
    return set(CURLOPT_LOW_SPEED_LIMIT, 1L) &&
           set(CURLOPT_LOW_SPEED_TIME, static_cast<long>(silence.count()));
}

/// A name can resolve to another address on each lookup, so the address is checked when the socket is opened.
bool HttpTransfer::set_up_reach()
{
    if (call_.reach == Reach::anywhere)
        return true;
    return set(CURLOPT_OPENSOCKETFUNCTION, &HttpTransfer::open_socket) && set(CURLOPT_OPENSOCKETDATA, this);
}

curl_socket_t HttpTransfer::open_socket(void* transfer, curlsocktype /*purpose*/, curl_sockaddr* address)
{
    bool const allowed = is_public(address->addr);
    static_cast<HttpTransfer*>(transfer)->is_out_of_reach_ = !allowed;
    return allowed ? ::socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol)
                   : CURL_SOCKET_BAD;
}

std::size_t HttpTransfer::on_body(char* bytes, std::size_t size, std::size_t count, void* transfer)
{
    return static_cast<HttpTransfer*>(transfer)->take_body({bytes, size * count});
}

std::size_t HttpTransfer::on_header(char* bytes, std::size_t size, std::size_t count, void* transfer)
{
    return static_cast<HttpTransfer*>(transfer)->take_header({bytes, size * count}) ? size * count : 0;
}

int HttpTransfer::before_request(void* transfer, char* to, char* /*from*/, int /*to_port*/, int /*from_port*/)
{
    auto& self = *static_cast<HttpTransfer*>(transfer);
    // A reused connection may have been opened for a call with a wider reach.
    self.is_out_of_reach_ = self.call_.reach == Reach::public_only && !is_public(std::string_view(to));
    return !self.is_out_of_reach_ && self.may_be_sent() ? CURL_PREREQFUNC_OK : CURL_PREREQFUNC_ABORT;
}

/// If a reused connection closes before any byte of an answer, curl would resend the request itself. The
/// service may have carried it out already, and charged for it, so the decision is left to Retries.
bool HttpTransfer::may_be_sent()
{
    was_cut_off_ = was_sent() && call_.method != "GET" && call_.method != "HEAD";
    return !was_cut_off_;
}

/// Returns the number of bytes taken, or curl's code for a pause.
std::size_t HttpTransfer::take_body(std::string_view bytes)
{
    if (head_shown_) {
        if (paused_)
            return CURL_WRITEFUNC_PAUSE;
        paused_ = sink_->on_data(bytes) == Sink::Flow::pause;
        return bytes.size();
    }
    too_large_ = result_.body.size() + bytes.size() > call_.max_bytes;
    if (too_large_)
        return 0;
    result_.body += bytes;
    return bytes.size();
}

void HttpTransfer::resume()
{
    paused_ = false;
    if (handle())
        curl_easy_pause(handle(), CURLPAUSE_CONT);
}

bool HttpTransfer::take_header(std::string_view line)
{
    header_bytes_ += line.size();
    too_large_ = header_bytes_ > kMaxHeaderBytes;
    // A new status line: the headers so far belonged to an interim response.
    if (line.starts_with("HTTP/"))
        result_.headers.clear();
    auto const colon = line.find(':');
    if (colon != std::string_view::npos)
        result_.headers[lower_case(line.substr(0, colon))] = trimmed(line.substr(colon + 1), kWhitespace);
    if (!too_large_ && trimmed(line, kWhitespace).empty())
        show_head();
    return !too_large_;
}

void HttpTransfer::show_head()
{
    auto const code = response_code();
    if (!sink_ || head_shown_ || code < 200 || code > 299)
        return;
    head_shown_ = true;
    sink_->on_head(code, result_.headers, resume_);
}

bool HttpTransfer::was_sent() const
{
    long bytes = 0;
    if (handle())
        curl_easy_getinfo(handle(), CURLINFO_REQUEST_SIZE, &bytes);
    return bytes > 0;
}

void HttpTransfer::finish(CURLcode code)
{
    if (code == CURLE_OK)
        return finish(CallOutcome::answered, "");
    if (too_large_ || code == CURLE_FILESIZE_EXCEEDED)
        return finish(CallOutcome::too_large, "the response is too large");
    if (is_out_of_reach_ && !was_sent())
        return finish(CallOutcome::refused_address, "the address leads to a private network");
    if (code == CURLE_OPERATION_TIMEDOUT)
        return finish(CallOutcome::too_late, curl_easy_strerror(code));
    finish(CallOutcome::unreachable,
           was_cut_off_ ? "the connection was closed before the response" : curl_easy_strerror(code));
}

void HttpTransfer::finish(CallOutcome outcome, std::string why)
{
    result_.outcome = outcome;
    result_.why = std::move(why);
    result_.status = response_code();
    result_.sent = was_sent();
    if (outcome != CallOutcome::answered)
        result_.body.clear();
    done_(std::move(result_));
}

}  // namespace rmirror::upstream
