// SPDX-License-Identifier: AGPL-3.0-or-later
// The calls to Notion by which deliveries are made. Each waits for its answer.
#pragma once

#include "targets/target.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include <optional>
#include <string>
#include <string_view>

namespace rmirror::targets::notion {

/// A flag among the fields: whether what somebody removed in Notion is made again.
constexpr std::string_view kRecreatesRemoved = "recreates_removed";

/// What kept a call from being answered well, as Notion has it.
enum class Why { other, gone, gone_above, refused };

template <typename T>
struct Answered {
    T value = {};
    std::optional<Ending> failure = {};  // Then there is no value.
    Why why = Why::other;

    /// It is in the trash, or below something that is, or not shared.
    bool is_gone() const { return failure && (why == Why::gone || why == Why::gone_above); }
    bool is_gone_above() const { return failure && why == Why::gone_above; }
    bool is_refused() const { return failure && why == Why::refused; }  // Nothing was carried out.
};

using Object = Answered<boost::json::object>;
using Blocks = Answered<boost::json::array>;

class Api {
public:
    explicit Api(Outside& outside) : outside_(outside) {}

    /// The path is that below /v1.
    Object ask(std::string_view method, std::string const& path, boost::json::object const& body = {});
    /// A file, in a form.
    Object send(std::string const& path, std::string content_type, std::string body);
    /// All of them, in their order.
    Blocks children_of(std::string const& block);
    /// Answers the new ones of the first level, in their order.
    Blocks append(std::string const& parent, boost::json::array children, boost::json::object position);
    /// Also of what is not there any more.
    std::optional<Ending> trash_block(std::string const& id);

private:
    Object carry_out(upstream::Call call, std::string const& path);

    Outside& outside_;
};

/// A response makes no sense.
Ending unreadable();
/// Of what somebody removed: nothing where it is to be made again, which is once, unless the person doesn't
/// want that.
std::optional<Ending> stays_removed(Outside const& outside, bool was_made_again);
/// The plan's blocks are used up: nothing can be created, and all else goes on.
bool is_out_of_blocks(Ending const& ending);
/// For items that nobody tried to bring because another failed: they come at once, and no attempt is counted.
Ending untried(Ending const& of_another);

/// Of an object of Notion's.
std::string id_of(boost::json::object const& object);
bool is_in_trash(boost::json::object const& object);
/// The id of a user: "created_by", "last_edited_by".
std::string_view user_of(boost::json::object const& object, std::string_view role);

}  // namespace rmirror::targets::notion
