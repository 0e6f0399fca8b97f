"""From a plan to a situation, by page: scenarios, activation, board, injects, end, debrief."""
