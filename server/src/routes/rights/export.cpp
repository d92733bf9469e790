// SPDX-License-Identifier: AGPL-3.0-or-later
// A user's export, streamed at the client's speed. A thread works on it only while there is room for more
// bytes.
#include "app.hpp"
#include "routes/routes.hpp"

#include "auth/client_info.hpp"
#include "db/transaction.hpp"
#include "http/problem.hpp"
#include "rights/export_contents.hpp"
#include "rights/export_reader.hpp"

#include <algorithm>
#include <charconv>
#include <mutex>
#include <utility>

namespace rmirror::routes {

namespace {

using http::Code;
using http::Reply;
using rights::ExportReader;

constexpr std::size_t kPieceBytes = 64U << 10U;

/// Owned by App::exports while it runs.
class ExportStream : public std::enable_shared_from_this<ExportStream> {
public:
    ExportStream(App& app, UserId user_id, std::unique_ptr<ExportReader> reader)
        : app_(app), user_id_(std::move(user_id)), reader_(std::move(reader))
    {}
    ~ExportStream()
    {
        if (stream_)
            stream_->cut();
    }
    ExportStream(ExportStream const&) = delete;
    ExportStream& operator=(ExportStream const&) = delete;

    void begin(http::Answer const& answer, Reply head)
    {
        {
            std::lock_guard const lock(mutex_);
            auto const call = [weak = weak_from_this()](void (ExportStream::*function)()) {
                if (auto const running = weak.lock())
                    ((*running).*function)();
            };
            stream_ =
                answer.begin(std::move(head), {.on_room = [call] { call(&ExportStream::go_on); },
                                               .on_disconnect = [call] { call(&ExportStream::leave); }});
        }
        go_on();
    }

private:
    void go_on()
    {
        if (!app_.slow_tasks.run(user_id_.text(), [running = shared_from_this()] { running->work(); }))
            leave();
    }

    void leave() { app_.exports.remove(user_id_, this); }

    void work()
    {
        if (!send_until_full())
            leave();
    }

    /// Returns false if this was the end.
    bool send_until_full()
    {
        std::lock_guard const lock(mutex_);
        try {
            while (stream_) {
                auto piece = reader_->read(kPieceBytes);
                if (piece.empty()) {
                    stream_->end();
                    break;
                }
                auto const room = stream_->write(std::move(piece));
                if (room == http::Stream::Room::full)
                    return true;
                if (room == http::Stream::Room::gone)
                    break;
            }
        } catch (rights::ExportOutdated const&) {
            // The client asks for the rest, and gets a newer export from its start.
            if (stream_)
                stream_->cut();
        } catch (std::exception const& error) {
            app_.log.write(Level::error, "export failed", {{"error", error.what()}});
            if (stream_)
                stream_->cut();
        }
        stream_.reset();
        reader_.reset();
        return false;
    }

    App& app_;
    UserId const user_id_;
    std::mutex mutex_;
    std::unique_ptr<ExportReader> reader_;
    std::optional<http::Stream> stream_;
};

struct Requested {
    ExportReader::Range range;
    bool is_part = false;
};

std::optional<std::uint64_t> number_in(std::string_view digits)
{
    std::uint64_t number = 0;
    auto const* const end = digits.data() + digits.size();
    auto const [stop, error] = std::from_chars(digits.data(), end, number);
    return error == std::errc() && stop == end ? std::optional(number) : std::nullopt;
}

/// The whole archive unless the request has a single range of bytes, and this is still the archive that the
/// range is meant for (RFC 9110, 14.2). Nullopt if the range begins after its end.
std::optional<Requested> requested_by(http::Request const& request, std::string const& etag,
                                      std::uint64_t bytes)
{
    constexpr std::string_view kUnit = "bytes=";
    Requested const all{.range = {0, bytes}};
    auto text = request.header("Range");
    auto const if_range = request.header("If-Range");
    if (!text.starts_with(kUnit) || (!if_range.empty() && if_range != etag))
        return all;
    text.remove_prefix(kUnit.size());
    auto const dash = std::min(text.find('-'), text.size());
    auto const first = number_in(text.substr(0, dash));
    auto const after_dash = text.substr(std::min(dash + 1, text.size()));
    auto const last = after_dash.empty() ? std::optional(bytes - 1) : number_in(after_dash);
    if (!first || !last)
        return all;
    if (*first >= bytes)
        return std::nullopt;
    if (*last < *first)
        return all;
    return Requested{.range = {*first, std::min(*last, bytes - 1) + 1}, .is_part = true};
}

Reply head_of(std::string const& etag, Requested const& requested, std::uint64_t bytes)
{
    Reply head{.content_type = "application/zip", .body = nullptr, .headers = {}};
    head.with("ETag", etag)
        .with("Accept-Ranges", "bytes")
        .with("Cache-Control", "private, no-store")
        .with("Content-Disposition", R"(attachment; filename="rmirror-export.zip")");
    if (!requested.is_part)
        return head;
    auto const& [from, to] = requested.range;
    head.status = Code::Partial_Content;
    head.with("Content-Range",
              "bytes " + std::to_string(from) + "-" + std::to_string(to - 1) + "/" + std::to_string(bytes));
    return head;
}

/// In the account's history once, and not for each part of a download that was interrupted.
void note_export(App& app, Call const& call)
{
    auto const range = call.request.header("Range");
    if (range.empty() || range == "bytes=0-")
        db::as_user(app.pool, call.user.id, [&](pqxx::work& work) {
            auth::note(work, call.user.id, "exported", auth::client_info_of(call.request));
        });
}

void export_everything(App& app, Call const& call, http::Answer const& answer)
{
    auto const& user_id = call.user.id;
    note_export(app, call);
    auto plan = rights::plan_export(app.pool, user_id);
    auto const bytes = plan->archive_bytes();
    auto const etag = '"' + plan->digest() + '"';
    auto const requested = requested_by(call.request, etag, bytes);
    if (!requested)
        return answer.send(http::problem(Code::Requested_Range_Not_Satisfiable,
                                         "The export has only " + std::to_string(bytes) + " bytes.")
                               .with("Content-Range", "bytes */" + std::to_string(bytes)));
    auto head = head_of(etag, *requested, bytes);
    if (call.request.method == http::Method::head)
        return answer.begin(std::move(head)).end();
    auto is_kept = [&pool = app.pool, user_id](BlobKey const& key) {
        return db::as_reader(pool, user_id, [&](pqxx::work& work) { return rights::has_blob(work, key); });
    };
    auto const running = std::make_shared<ExportStream>(
        app, user_id,
        std::make_unique<ExportReader>(std::move(plan), *app.blobs, std::move(is_kept), requested->range));
    if (!app.exports.add(user_id, running))
        return answer.send(http::problem(Code::Service_Unavailable,
                                         "Too many exports are being made. Try again in a few minutes.")
                               .with("Retry-After", "60"));
    running->begin(answer, std::move(head));
}

constexpr Row kExportRows[] = {
    {http::Method::get,
     "/api/v1/me/export",
     Access::person,
     export_everything,
     {.runs = http::Runs::on_library_worker,
      .user_rate_limit = {.name = "export", .per_minute = 20},
      .timeout = std::chrono::minutes(5)}},
};

}  // namespace

Table export_routes()
{
    return kExportRows;
}

}  // namespace rmirror::routes
