"""The files that ``deckgen init`` writes: a spec to start from, and a theme."""

from __future__ import annotations

MODELINE = "# yaml-language-server: $schema=okrs.schema.json"

SPEC = f"""\
{MODELINE}
#
# Your OKRs. Change what you like and build the deck:   deckgen build okrs.yaml
# What is wrong, and what a coach would say:            deckgen check okrs.yaml
# An editor with a YAML language server completes the keys and shows mistakes as you type.
version: 1

cycle:
  name: Q1 2027
  start: 2027-01-04
  end: 2027-04-04
  as_of: 2027-02-05            # the day the numbers are from; left out, the newest check-in's

deck:                          # the command line can override all of these
  title: OKR kickoff
  theme: theme.yaml            # your colours and fonts; leave this line out for the built-in look
  # presenter: Your name
  # language: en-US

company:
  name: Your Company
  lead: Ada Example
  mission: Why the company exists, in one sentence.
  # north_star: The one measure that all is steered by
  # logo: logo.png             # PNG, JPEG or SVG, relative to this file
  objectives:
    - id: C1                   # ids are yours; left out, they are given: C1, D1, T1, I1
      title: New customers stay after the first month
      why: Every second one leaves before the product has shown its worth.
      type: committed          # committed: expected in full; aspirational: at 0.7
      key_results:
        - title: Customers still active after 30 days
          start: 52
          target: 75           # the deck computes progress and status from start, target, now
          unit: "%"            # quotes, since a text cannot begin with %
          check_ins:
            - {{date: 2027-01-11, value: 52, confidence: 7}}    # confidence: 0 to 10
            - {{date: 2027-02-01, value: 58, confidence: 6, note: The guided tour helps}}
        - title: Recommendation by new customers
          start: 21
          target: 35
          current: 25          # without check-ins, the value now
          unit: NPS
  departments:
    - name: Product
      lead: Bo Example
      objectives:
        - id: D1
          title: The first hour shows what the product is for
          supports: C1         # an objective (C1) or one of its key results (C1.1)
          depends_on:
            - {{on: D2, note: The guide has to be written first, status: agreed}}
          key_results:
            - title: Newcomers who finish their first project
              start: 31
              target: 60
              unit: "%"
              check_ins:
                - {{date: 2027-01-11, value: 31, confidence: 7}}
                - {{date: 2027-02-01, value: 38, confidence: 6, note: New start page is live}}
            - title: Minutes until the first project is done
              start: 44        # a target below the start is fine
              target: 20
              current: 36
              unit: min
      teams:
        - name: Onboarding
          lead: Cleo Example
          objectives:
            - title: Nobody gets stuck in the set-up
              supports: D1
              key_results:
                - title: Set-ups finished without a call for help
                  start: 64
                  target: 90
                  unit: "%"
                  check_ins:
                    - {{date: 2027-02-01, value: 71, confidence: 8}}
                - title: Steps of the set-up
                  start: 14
                  target: 6
                  current: 10
    - name: Customer Success
      lead: Dan Example
      objectives:
        - id: D2
          title: Help arrives before it is asked for
          supports: C1
          key_results:
            - title: Getting-started guide
              milestones:
                - {{title: Outline agreed, done: true}}
                - {{title: Written and reviewed, date: 2027-02-26}}
                - {{title: Inside the product, date: 2027-03-26}}
            - title: Hours until a first answer
              kind: maintain   # a value to keep within min and max
              max: 4
              check_ins:
                - {{date: 2027-02-01, value: 3.5, confidence: 8}}
"""

THEME = """\
# Your look. It takes everything from the built-in theme meridian but what is written here.
# All of meridian's values, to copy from:   deckgen theme show meridian
name: Your Company
extends: meridian
colors:
  dark2: "#1F3A5F"             # the company's colour; quotes, since # begins a comment
  accent1: "#2A7F86"           # departments
  accent2: "#B4652B"           # teams
# fonts: {heading: Georgia, body: Arial}
# logo: {file: logo.png, at: footer}
"""
