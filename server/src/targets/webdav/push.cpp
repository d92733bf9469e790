// SPDX-License-Identifier: AGPL-3.0-or-later
#include "targets/webdav/push.hpp"

#include "targets/vault/notebook_delivery.hpp"
#include "targets/webdav/carry_out.hpp"

#include <utility>

namespace rmirror::targets::webdav {

namespace {

namespace json = boost::json;

class WebDavFiles final : public vault::Files {
public:
    explicit WebDavFiles(TargetContext& context) : folder_(context), tools_{context, folder_, notes_} {}

    std::optional<DeliveryResult> begin() override
    {
        notes_.clear();
        return std::nullopt;
    }

    Or<std::optional<json::array>> list(std::string const& path) override { return folder_.list(path); }

    Or<json::object> read(std::vector<std::string> const& paths) override
    {
        json::object texts;
        for (auto const& path : paths) {
            auto found = folder_.read(path);
            if (auto* const failure = failure_in(found))
                return std::move(*failure);
            auto& file = std::get<std::optional<File>>(found);
            bool const is_note = file && file->is_text;
            texts[path] = is_note ? json::value(file->content) : json::value(nullptr);
            if (is_note)
                notes_.insert_or_assign(path, std::move(*file));
        }
        return texts;
    }

    Or<Change> carry_out(json::object& plan) override { return webdav::carry_out(tools_, plan); }

private:
    Folder folder_;
    Notes notes_ = {};
    Tools tools_;
};

}  // namespace

std::vector<DeliveryResult> push_all(TargetContext& context, std::span<Delivery const> items)
{
    return vault::deliver_each(
        context, items, [&context](Delivery const&) { return WebDavFiles(context); }, vault::deliver);
}

std::vector<DeliveryResult> remove_all(TargetContext& context, std::span<Delivery const> items)
{
    return vault::deliver_each(
        context, items, [&context](Delivery const&) { return WebDavFiles(context); }, vault::deliver_removal);
}

}  // namespace rmirror::targets::webdav
