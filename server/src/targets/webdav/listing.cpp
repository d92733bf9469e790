// SPDX-License-Identifier: AGPL-3.0-or-later
#include "targets/webdav/listing.hpp"

#include "targets/vault/writer.hpp"

namespace rmirror::targets::webdav {

Or<boost::json::object> read_listing(std::string_view xml, std::string_view path)
{
    return vault::call_script("entries", {{"xml", xml}, {"path", path}});
}

}  // namespace rmirror::targets::webdav
