// SPDX-License-Identifier: AGPL-3.0-or-later
#include "library/documents/transcribed_lines.hpp"

#include "library/nfc.hpp"

#include <boost/json.hpp>

#include <cmath>

namespace rmirror::library {

namespace {

namespace json = boost::json;

double rounded_to(double value, double steps)
{
    return std::round(value * steps) / steps;
}

}  // namespace

std::string lines_json(std::vector<ocr::Line> const& lines)
{
    json::array list;
    for (auto const& line : lines)
        list.push_back({{"text", nfc(line.text)},
                        {"confidence", rounded_to(line.confidence, 1000)},
                        {"top", rounded_to(line.top, 10)},
                        {"bottom", rounded_to(line.bottom, 10)}});
    return json::serialize(list);
}

std::vector<ocr::Line> lines_of_json(std::string const& text, double moved)
{
    std::vector<ocr::Line> lines;
    auto const list = json::parse(text);
    for (auto const& value : list.as_array())
        lines.push_back(
            {std::string(value.at("text").as_string()), value.at("confidence").to_number<double>(),
             value.at("top").to_number<double>() + moved, value.at("bottom").to_number<double>() + moved});
    return lines;
}

}  // namespace rmirror::library
