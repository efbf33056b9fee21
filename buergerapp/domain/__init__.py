"""What things are: services, steps, checklists. Plain data and rules, standard library only."""
