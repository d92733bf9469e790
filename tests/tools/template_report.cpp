// SPDX-License-Identifier: AGPL-3.0-or-later
// Prints what every template is drawn as: `template_report`.
#include "background/template_report.hpp"

#include <iostream>

int main()
{
    for (auto const& line : rmirror::template_reports())
        std::cout << line << "\n";
}
