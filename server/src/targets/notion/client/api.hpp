// SPDX-License-Identifier: AGPL-3.0-or-later
// The calls to Notion that deliveries make. Each blocks until its response.
#pragma once

#include "targets/target.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include <optional>
#include <string>
#include <string_view>

namespace rmirror::targets::notion {

/// Key of the flag field: whether to create again what the user removed in Notion.
constexpr std::string_view kRecreatesRemoved = "recreates_removed";

/// Why Notion refused a call.
enum class Why { other, gone, gone_above, refused };

template <typename T>
struct Answered {
    T value = {};
    std::optional<DeliveryResult> failure = {};  // Set: there is no value.
    Why why = Why::other;

    /// The object is in the trash, below something in the trash, or not shared.
    bool is_gone() const { return failure && (why == Why::gone || why == Why::gone_above); }
    bool is_gone_above() const { return failure && why == Why::gone_above; }
    bool is_refused() const { return failure && why == Why::refused; }  // Notion carried out nothing.
};

using Object = Answered<boost::json::object>;
using Blocks = Answered<boost::json::array>;

class Api {
public:
    explicit Api(TargetContext& context) : context_(context) {}

    /// `path` is below /v1.
    Object ask(std::string_view method, std::string const& path, boost::json::object const& body = {});
    /// Uploads a file. `body` is a multipart form of the type `content_type`.
    Object send(std::string const& path, std::string content_type, std::string body);
    /// All direct children, in order.
    Blocks children_of(std::string const& block);
    /// Appends blocks at `position` (empty: the end). Returns the new blocks of the first level, in order.
    Blocks append(std::string const& parent, boost::json::array children, boost::json::object position);
    /// Moves a block to the trash. A block that no longer exists isn't a failure.
    std::optional<DeliveryResult> trash_block(std::string const& id);

private:
    Object carry_out(upstream::Call call, std::string const& path);

    TargetContext& context_;
};

/// The failure for a response that makes no sense.
DeliveryResult unreadable();
/// The result for an object that the user removed: nullopt if it should be created again. That happens once,
/// and never if the user switched kRecreatesRemoved off.
std::optional<DeliveryResult> reason_not_to_recreate(TargetContext const& context, bool was_recreated);
/// Whether the plan's block limit is reached: nothing can be created, but everything else works.
bool is_out_of_blocks(DeliveryResult const& result);
/// The result for items that weren't tried because another one failed: they are retried immediately, and the
/// attempt isn't counted.
DeliveryResult result_of_untried(DeliveryResult const& of_another);

/// Read members of an object in Notion's JSON.
std::string id_of(boost::json::object const& object);
bool is_in_trash(boost::json::object const& object);
/// The id of a user; `role` is "created_by" or "last_edited_by".
std::string_view user_of(boost::json::object const& object, std::string_view role);

}  // namespace rmirror::targets::notion
